import {
  draftStatement,
  RENDERER_VERSION,
  signStatement,
  statementDocument,
  textDigest,
  type EditionPayload,
  type Role,
  type StatementDocument,
  type StatementRequest,
  type Trust,
} from '#pipeline'

import type {OpenKey} from '../home/key-file.ts'
import type {Records} from './records.ts'

/** What to say about an edition; the rest of the statement follows from key and trust file. */
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
> & {role: Role; at: string; zone: string}

/**
 * Sign a statement about an edition with a software key and store it.
 *
 * A sign-off carries the digest of the text as this version of Marrow renders it.
 *
 * @throws `DraftError` with the code that `admit` would give.
 */
export async function signEdition(
  records: Records,
  trust: Trust,
  edition: {payload: EditionPayload; digest: string},
  key: OpenKey,
  saying: Saying,
): Promise<StatementDocument> {
  const {payload, digest} = edition
  const {id, article, number, language} = payload
  const draft = await draftStatement(
    {
      ...saying,
      edition: {id, digest, article, number, language},
      keyid: key.keyid,
      ...(saying.kind === 'sign-off'
        ? {text: {digest: await textDigest(payload), renderer: RENDERER_VERSION}}
        : {}),
    },
    trust,
  )
  const document = await statementDocument(
    await signStatement(draft, (bytes) => key.sign(bytes)),
    draft.statement,
  )
  await records.store([document], {author: identityOf(trust, draft.statement.signer.id)})
  return document
}

/** How the lake knows a signer; by the id of the trust file where that names no identity. */
export function identityOf({signers}: Trust, id: string): string {
  return signers.find((signer) => signer.id === id)?.identities[0] ?? id
}
