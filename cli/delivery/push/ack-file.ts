import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {withAck, type Ack, type AckStore} from '#exports'
import {schemaProblems} from '#pipeline'
import {compareText, JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../../fault.ts'
import type {Home} from '../../home/paths.ts'
import {writeDeliveryFile} from './push-files.ts'
import schema from './acks.schema.json' with {type: 'json'}

/**
 * Open `delivery/acks.json` of a home, where acknowledgements are kept.
 *
 * It is read anew each time, so that what another process wrote is seen.
 *
 * @param audienceOf The audience that a publisher reads now; null for one that is not known.
 * @throws `data`, also each time it is used, when the file cannot be read.
 */
export function openAckFile(
  home: Home,
  audienceOf: (publisher: string) => string | null,
): AckStore {
  const path = join(home.delivery, 'acks.json')
  return {
    async latest(publisher) {
      const ack = readAcks(path).find((ack) => ack.publisher === publisher)
      if (!ack || ack.audience !== audienceOf(publisher) || ack.seq === 0) return null
      return {seq: ack.seq, at: ack.at}
    },
    async record(publisher, seq, at, outcome, message) {
      const audience = audienceOf(publisher)
      if (audience === null) {
        throw new CommandError('not-found', `There is no publisher ${publisher}`)
      }
      // Nothing else of this process comes between reading and writing.
      const acks = readAcks(path)
      const before = acks.find((ack) => ack.publisher === publisher)
      const after = withAck(before, {publisher, audience, seq, at}, outcome, message)
      if (before && JSON.stringify(after) === JSON.stringify(before)) return
      const others = acks.filter((ack) => ack.publisher !== publisher)
      const sorted = [...others, after].toSorted((a, b) => compareText(a.publisher, b.publisher))
      writeDeliveryFile(home, 'acks.json', {format: 1, acks: sorted})
    },
    async list() {
      return readAcks(path)
    },
  }
}

function readAcks(path: string): Ack[] {
  if (!existsSync(path)) return []
  let value: unknown
  try {
    value = parseStrictJson(readFileSync(path, 'utf8'), {name: path})
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw unreadable(path, error.message, error)
  }
  const [problem] = schemaProblems(value, schema)
  if (problem) throw unreadable(path, problem.message)
  return (value as {acks: Ack[]}).acks
}

function unreadable(path: string, why: string, cause?: unknown): CommandError {
  return new CommandError(
    'data',
    `${path} cannot be read: ${why}. Delete it, then what publishers have taken over counts from their next acknowledgement on`,
    {cause},
  )
}
