import {RENDERER_VERSION, textDigest, type Role, type StatementRequest} from '#pipeline'

import type {Version} from '../../records/records.ts'

/** What somebody wants to say about a version; the rest follows from key and trust file. */
export type Saying = Pick<
  StatementRequest,
  | 'kind'
  | 'emergency'
  | 'reason'
  | 'severity'
  | 'notice'
  | 'update'
  | 'effective'
  | 'lifts'
  | 'conflicts'
> & {role: Role}

/**
 * Put together what is to be signed. A sign-off carries the digest of the text as this version of
 * Marrow renders it: what was seen is what goes out.
 *
 * @param at UTC instant.
 * @param zone IANA time zone.
 */
export async function statementRequest(
  version: Version,
  keyid: string,
  saying: Saying,
  {at, zone}: {at: string; zone: string},
): Promise<StatementRequest> {
  const {digest, payload} = version
  if (!payload) throw new Error(`${version.id} cannot be read, so nobody can sign it`)
  const {id, article, number, language} = payload
  return {
    ...saying,
    edition: {id, digest, article, number, language},
    keyid,
    at,
    zone,
    ...(saying.kind === 'sign-off' && {
      text: {digest: await textDigest(payload), renderer: RENDERER_VERSION},
    }),
  }
}
