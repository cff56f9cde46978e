import {issueToken, isLiveToken, revokeToken, TokenError} from '#exports'
import type {Licence, TokenRecord} from '#exports'

import {given} from '../arguments.ts'
import type {Command, CommandInput, Outcome} from '../command.ts'
import {changeTokens, readLicences, readTokens} from '../delivery/server/token-store.ts'
import {CommandError} from '../fault.ts'
import {table} from '../terminal/table.ts'

const actions: Record<string, (input: CommandInput) => Promise<Outcome> | Outcome> = {
  issue,
  list,
  revoke,
}

export const tokens: Command = {
  name: 'tokens',
  summary: 'Manage the tokens by which publishers fetch from the delivery server',
  usage: 'issue <publisher> | issue --operator | list | revoke <token id>',
  options: {
    expires: {type: 'string'},
    operator: {type: 'boolean'},
  },
  help: {
    expires: 'issue: when it ends, an instant or a number of days such as 90d (default never)',
    operator: 'issue: a token of your own, which reads /metrics and nothing else',
  },
  async run(input) {
    const name = input.positionals[0] ?? ''
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) {
      throw new CommandError('usage', `Give one of ${Object.keys(actions).join(', ')}`)
    }
    try {
      return await action(input)
    } catch (error) {
      if (!(error instanceof TokenError)) throw error
      const code = error.code === 'token-unknown' ? 'not-found' : 'refused'
      throw new CommandError(code, error.message, {cause: error})
    }
  },
}

/** The one place where a token is shown. */
async function issue(input: CommandInput): Promise<Outcome> {
  const {home, now, values} = input
  const isOperator = values['operator'] === true
  const licence = isOperator ? noMore(input, 1) : licenceOf(input)
  const expiresAt = expiryOf(given(input, 'expires'), now)
  const {machineEffects} = await import('#lake')
  const {token, record} = await changeTokens(home, (tokens) =>
    issueToken(
      tokens,
      {...(licence && {publisher: licence.id}), ...(expiresAt && {expiresAt})},
      {now, random: machineEffects.random},
    ),
  )
  const until = record.expiresAt === undefined ? '' : `, until ${record.expiresAt}`
  const feed = licence ? ` It is for the feed \`${licence.audience}\`.` : ''
  input.terminal.error(
    `Shown this once${until}.${feed} Its id is ${record.id}: \`tokens revoke ${record.id}\` ends it.`,
  )
  const audience = licence && {audience: licence.audience}
  return {exit: 0, text: token, data: {token, ...plain(record), ...audience}}
}

function list(input: CommandInput): Outcome {
  noMore(input, 1)
  const found = readTokens(input.home)
  const rows = found.map((record) => [
    record.id,
    record.publisher ?? '(operator)',
    record.createdAt,
    record.expiresAt ?? 'never',
    stateOf(record, input.now),
  ])
  const text = table([['id', 'publisher', 'issued', 'expires', ''], ...rows])
  return {exit: 0, text, data: found.map(plain)}
}

async function revoke(input: CommandInput): Promise<Outcome> {
  const id = input.positionals[1]
  noMore(input, 2)
  if (id === undefined) throw new CommandError('usage', 'Give the id of a token: see `tokens list`')
  await changeTokens(input.home, (tokens) => ({tokens: revokeToken(tokens, id, input.now)}))
  return {
    exit: 0,
    text: `The token ${id} is revoked: a running server refuses it within 5 seconds`,
    data: {id, revokedAt: input.now},
  }
}

function licenceOf(input: CommandInput): Licence {
  const publisher = input.positionals[1]
  noMore(input, 2)
  if (publisher === undefined) {
    throw new CommandError('usage', '`tokens issue` takes the id of a publisher')
  }
  const licences = readLicences(input.home)
  const licence = licences.find(({id}) => id === publisher)
  if (licence) return licence
  const known = licences.map(({id}) => id).join(', ')
  throw new CommandError(
    'not-found',
    known === ''
      ? 'No publisher is known yet: `export` writes down what each may have'
      : `There is no publisher ${publisher}; there are ${known}`,
  )
}

function noMore({positionals}: CommandInput, most: number): undefined {
  if (positionals.length <= most) return undefined
  throw new CommandError('usage', `\`${positionals[most]}\` is one word too many: see --help`)
}

function expiryOf(text: string | undefined, now: string): string | undefined {
  if (text === undefined) return undefined
  const days = /^(\d{1,5})d$/.exec(text)?.[1]
  const at = days === undefined ? Date.parse(text) : Date.parse(now) + Number(days) * 86_400_000
  if (!Number.isNaN(at)) return new Date(at).toISOString()
  throw new CommandError('usage', `--expires takes an instant or a number of days, not ${text}`)
}

function stateOf(record: TokenRecord, now: string): string {
  if (isLiveToken(record, now)) return 'live'
  return record.revokedAt === undefined ? 'expired' : `revoked ${record.revokedAt}`
}

/** A token's record, without its hash. */
function plain({id, publisher, createdAt, expiresAt, revokedAt}: TokenRecord): object {
  return {id, publisher, createdAt, expiresAt, revokedAt}
}
