import type {Signer, Trust, TrustKey} from '#pipeline'

import {given} from '../arguments.ts'
import type {CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {readTrustFile} from '../home/trust-file.ts'
import {storeTrust} from './approve.ts'

/**
 * End a key or a signer.
 *
 * @param because
 *   `retired` keeps what was signed before; `compromised` keeps only what the ledger saw before.
 */
export async function endTrust(
  input: CommandInput,
  because: 'retired' | 'compromised',
): Promise<Outcome> {
  const target = input.positionals[1]
  if (!target) throw new CommandError('usage', 'Give a key id (8 digits or more) or a signer id')
  const from = given(input, 'from') ?? input.now
  if (Number.isNaN(Date.parse(from)))
    throw new CommandError('usage', `--from is a time, not ${from}`)
  const at = new Date(from).toISOString()

  const {trust} = await readTrustFile(input.home)
  const {changed, what} = ended(trust, target, {at, because})
  await storeTrust(input, {...changed, version: trust.version + 1, issued: input.now})
  return {
    exit: 0,
    text: `${what} is ${because} from ${at}; the trust file is version ${trust.version + 1}.`,
    data: {target: what, because, at, version: trust.version + 1},
  }
}

type End = {at: string; because: 'retired' | 'compromised'}

function ended(trust: Trust, target: string, revoked: End): {changed: Trust; what: string} {
  const signer = trust.signers.find(({id}) => id === target)
  if (signer) {
    const end = (one: Signer): Signer => (one.id === target ? {...one, revoked} : one)
    return {changed: {...trust, signers: trust.signers.map(end)}, what: target}
  }
  const keys = [...trust.release, ...trust.signers.flatMap((one) => one.keys)]
  const matches = keys.filter(({keyid}) => target.length >= 8 && keyid.startsWith(target))
  const [key] = matches
  if (!key || matches.length > 1) {
    throw new CommandError(
      'not-found',
      `${target} names ${key ? 'several keys' : 'no key or signer'}: see \`trust list\``,
    )
  }
  refuseLastRelease(trust, key, revoked)
  const end = (one: TrustKey): TrustKey => (one.keyid === key.keyid ? {...one, revoked} : one)
  return {
    changed: {
      ...trust,
      release: trust.release.map(end),
      signers: trust.signers.map((one) => ({...one, keys: one.keys.map(end)})),
    },
    what: key.keyid,
  }
}

/** @throws `trust` where nothing could be signed any more: one command ends the key and makes the next. */
function refuseLastRelease(trust: Trust, {keyid}: TrustKey, {because}: End): void {
  const standing = trust.release.filter(({revoked}) => !revoked)
  if (standing.length !== 1 || standing[0]?.keyid !== keyid) return
  const how = because === 'compromised' ? ' --compromised [--from <time>]' : ''
  throw new CommandError(
    'trust',
    `${keyid} is the only release key that stands, and without one nothing can go out: \`trust rotate-release${how}\` ends it and puts a new one in its place`,
  )
}
