import {resolve} from 'node:path'

import {isTaken, type PushOutcome} from '#exports'

import {given} from '../arguments.ts'
import type {Command, CommandInput, Outcome} from '../command.ts'
import {readStand} from '../delivery/push/delivery-facts.ts'
import {readPushState, writeEnabled} from '../delivery/push/push-files.ts'
import {readWebhooks, type Webhooks} from '../delivery/push/read-webhooks.ts'
import {describeFault} from '../delivery/push/report-deliveries.ts'
import {messageId, sendPush, shownUrl} from '../delivery/push/send-push.ts'
import {CommandError} from '../fault.ts'
import {oneLine} from '../terminal/printable.ts'
import {table} from '../terminal/table.ts'

const actions: Record<string, (input: CommandInput) => Promise<Outcome> | Outcome> = {
  list,
  test,
  enable,
}

export const webhooks: Command = {
  name: 'webhooks',
  summary: 'List, test and enable where publishers are told of news',
  usage: 'list | test <publisher> | enable <publisher> [--out <folder>]',
  options: {out: {type: 'string'}},
  help: {out: 'list, test: repository (default out/)'},
  async run(input) {
    const name = input.positionals[0] ?? ''
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) throw new CommandError('usage', 'Give one of list, test, enable: see --help')
    return action(input)
  },
}

async function list(input: CommandInput): Promise<Outcome> {
  const {webhooks, publishers} = await standOf(input)
  const state = readPushState(input.home)
  const found = webhooks.endpoints.map(({publisher, url, secrets, allow}) => {
    const kept = state.endpoints.find((one) => one.publisher === publisher && one.url === url)
    const isKnown = publishers.some(({id}) => id === publisher)
    return {
      publisher,
      url: shownUrl(url),
      secrets: secrets.length,
      allow,
      isKnown,
      told: kept?.told ?? 0,
      failing: kept?.failing ?? null,
      disabled: kept?.disabled ?? null,
    }
  })
  const rows = found.map(({publisher, url, secrets, told, isKnown, failing, disabled}) => [
    publisher,
    url,
    secrets > 1 ? 'two secrets' : 'one secret',
    told === 0 ? 'not told yet' : `told of ${told}`,
    !isKnown
      ? 'no publisher of this home'
      : disabled
        ? `disabled since ${disabled.at}`
        : failing
          ? `fails since ${failing.since}: ${oneLine(failing.fault)}`
          : '',
  ])
  const {faults} = webhooks
  const lines = [...(rows.length > 0 ? [table(rows)] : []), ...faults.map(describeFault)]
  return {
    exit: faults.length > 0 ? 1 : 0,
    text: lines.join('\n') || 'There are no webhooks: see docs/push.md',
    data: {webhooks: found, faults},
  }
}

async function test(input: CommandInput): Promise<Outcome> {
  const {publisher, endpoints, faults} = endpointsOf(input)
  const {publishers, feeds} = await standOf(input)
  const audience = publishers.find(({id}) => id === publisher)?.audience
  const seq = feeds.get(audience ?? '')?.events.at(-1)?.seq ?? 0
  const tried = await Promise.all(
    endpoints.map(async (endpoint) => {
      // An id of its own each time: a receiver that leaves out what it has seen must take it.
      const id = messageId('test', publisher, endpoint.url, input.now)
      const outcome = await sendPush(endpoint, id, seq, {now: input.now})
      return {url: shownUrl(endpoint.url), id, seq, isTaken: isTaken(outcome), outcome}
    }),
  )
  return {
    exit: tried.every((one) => one.isTaken) && faults.length === 0 ? 0 : 1,
    text: [
      ...tried.map(
        ({url, isTaken, outcome}) =>
          `${url}  ${isTaken ? 'took it' : 'did not take it'}: ${said(outcome)}`,
      ),
      ...faults.map(describeFault),
    ].join('\n'),
    data: {tried, faults},
  }
}

function said(outcome: PushOutcome & {body?: string}): string {
  if ('fault' in outcome) return oneLine(outcome.fault)
  return [`answers with ${outcome.status}`, oneLine((outcome.body ?? '').slice(0, 200))]
    .filter((part) => part !== '')
    .join(': ')
}

function enable(input: CommandInput): Outcome {
  const {publisher} = endpointsOf(input)
  writeEnabled(input.home, publisher, input.now)
  return {
    exit: 0,
    text: `${publisher} is told again: within seconds, where Marrow is served`,
    data: {publisher, enabledAt: input.now},
  }
}

function endpointsOf(input: CommandInput): Omit<Webhooks, 'deadlineHours'> & {publisher: string} {
  const [, publisher, ...more] = input.positionals
  if (publisher === undefined || more.length > 0) {
    throw new CommandError('usage', 'Give one publisher: see --help')
  }
  const webhooks = readWebhooks(input.home)
  const endpoints = webhooks.endpoints.filter((one) => one.publisher === publisher)
  const faults = webhooks.faults.filter((one) => one.publisher === publisher)
  if (endpoints.length > 0) return {publisher, endpoints, faults}
  if (faults[0]) throw new CommandError('data', faults[0].message)
  throw new CommandError('not-found', `delivery/webhooks.json has no endpoint of ${publisher}`)
}

function standOf(input: CommandInput): ReturnType<typeof readStand> {
  return readStand(input.home, resolve(given(input, 'out') ?? 'out'))
}
