import {payloadTypes} from '#pipeline'
import type {JsonSchema} from '#pipeline'

import {parseCanonical, parsePayload} from '../../bundle/parse-payload.ts'
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

/**
 * Read what an envelope of a repository holds, by the published schema. The signature is not
 * looked at.
 *
 * @throws `Error` that says what is wrong with it.
 */
export function parseSigned<Kind extends keyof Signed>(kind: Kind, envelope: string): Signed[Kind] {
  const definition = schemaOf(kind === 'pointer' ? 'entry' : kind)
  return parsePayload(envelope, payloadTypes[kind], definition) as Signed[Kind]
}

/** Read a line of a feed. @throws `Error` that says what is wrong with it. */
export function parseEvent(line: string): FeedEvent {
  return parseCanonical(line, schemaOf('event')) as FeedEvent
}

function schemaOf(name: string): JsonSchema {
  return {...repositorySchema, $ref: `#/$defs/${name}`}
}
