import {envelopePayload, parseEnvelope, payloadTypes, schemaProblems} from '#pipeline'
import type {JsonSchema} from '#pipeline'
import {canonicalJson, parseStrictJson} from '#schemas'

import type {IndexEntry} from './entries.ts'
import type {FeedEvent} from './feed-event.ts'
import type {RepositoryHead, RepositoryIndex, Tombstone} from './head.ts'
import schema from './repository.schema.json' with {type: 'json'}
import type {RootFile} from './root-file.ts'

/** The published JSON Schema of everything that is signed in a repository. */
export const repositorySchema: JsonSchema = schema

/** What the payload of each envelope is. */
interface Signed {
  head: RepositoryHead
  index: RepositoryIndex
  pointer: IndexEntry
  tombstone: Tombstone
  root: RootFile
}

const definitions = {
  head: 'head',
  index: 'index',
  pointer: 'entry',
  tombstone: 'tombstone',
  root: 'root',
  event: 'event',
} as const

/**
 * Read what an envelope of a repository holds, by the published schema. The signature is not
 * looked at.
 *
 * @throws `Error` that says what is wrong with it.
 */
export function parseSigned<Kind extends keyof Signed>(kind: Kind, envelope: string): Signed[Kind] {
  const parsed = parseEnvelope(envelope)
  if (parsed.payloadType !== payloadTypes[kind]) {
    throw new TypeError(`is \`${parsed.payloadType}\`, not \`${payloadTypes[kind]}\``)
  }
  const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})
  return parseJsonAs<Signed[Kind]>(kind, decoder.decode(envelopePayload(parsed)))
}

/** Read canonical JSON by a definition of the published schema. @throws `Error` */
export function parseJsonAs<T extends Signed[keyof Signed] | FeedEvent>(
  kind: keyof typeof definitions,
  text: string,
): T {
  const value = parseStrictJson(text)
  const [problem] = schemaProblems(value, definition(kind), repositorySchema)
  if (problem) throw new TypeError(problem.message)
  if (canonicalJson(value) !== text) throw new TypeError('is not canonical JSON (RFC 8785)')
  return value as T
}

function definition(kind: keyof typeof definitions): JsonSchema {
  return {$ref: `#/$defs/${definitions[kind]}`}
}
