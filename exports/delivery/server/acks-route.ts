import {schemaProblems, type JsonSchema} from '#pipeline'
import {JsonError, parseStrictJson} from '#schemas'

import type {AckOutcome} from '../push/ack-store.ts'
import type {ReaderCall} from './call.ts'
import {word} from './parameters.ts'
import {pathUnknown, Problem, tooManyRequests} from './problem.ts'
import {readBody} from './read-body.ts'
import {viewOf} from './view-of.ts'

/** What a publisher sends, in the OpenAPI document too. */
export const ackSchema = {
  type: 'object',
  required: ['seq'],
  additionalProperties: false,
  properties: {
    seq: {type: 'integer', minimum: 1, description: 'number of an event of the feed'},
    outcome: {type: 'string', enum: ['applied', 'failed']},
    message: {type: 'string', description: 'what went wrong; 500 characters are kept'},
  },
} as const satisfies JsonSchema

interface Ack {
  seq: number
  outcome?: AckOutcome
  message?: string
}

/**
 * Keep what a publisher says it did with the events up to one. Saying it again changes nothing.
 *
 * @throws `Problem` 400, 403, 404 for another audience than it has, 408, 409 for an event that is not there yet, 413, 415, 429
 */
export async function acksRoute(call: ReaderCall): Promise<Response> {
  const {request, url, reader, services} = call
  const {acks, clock} = services.world
  // Who still reads an audience that was closed counts the events of another feed.
  const audience = word(url, 'audience') ?? reader.licence.audience
  if (audience !== reader.licence.audience) throw pathUnknown()
  if (reader.isSession) {
    throw new Problem(403, 'not-allowed', 'A program acknowledges, with its token')
  }
  const wait = services.buckets.acks.take(reader.licence.id, Date.parse(clock()))
  if (wait > 0) throw tooManyRequests(wait)
  const {seq, outcome = 'applied', message} = parseAck(await readBody(request, 'application/json'))
  const {head} = await viewOf(call)
  if (seq > head.feed.seq) {
    throw new Problem(409, 'cursor-ahead', `The feed ends at event ${head.feed.seq}`, {
      more: {head: head.feed.seq},
    })
  }
  await acks.record(reader.licence.id, seq, clock(), outcome, message)
  const latest = await acks.latest(reader.licence.id)
  return Response.json(
    {acknowledged: latest?.seq ?? 0, at: latest?.at ?? null},
    {headers: {'cache-control': 'no-store'}},
  )
}

function parseAck(text: string): Ack {
  let value: unknown
  try {
    value = parseStrictJson(text)
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause
    throw new Problem(400, 'body-malformed', cause.message)
  }
  const [problem] = schemaProblems(value, ackSchema)
  if (problem) {
    throw new Problem(400, 'body-malformed', `${problem.path || 'The body'} ${problem.message}`)
  }
  return value as Ack
}
