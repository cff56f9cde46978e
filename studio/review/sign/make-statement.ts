import type {SanityClient} from '@sanity/client'

import {
  draftStatement,
  statementDocument,
  verifyStatement,
  type StatementDocument,
  type StatementDraft,
  type Trust,
} from '#pipeline'

import type {Version} from '../../records/records.ts'
import {lakeMessage} from '../parts/lake-message.ts'
import {statementRequest, type Saying} from './statement-wish.ts'

/** Makes the envelope of a drafted statement: a passkey, or an open software key. */
export interface StatementSigner {
  keyid: string
  /** @throws When the person gives up, or the key does not sign. */
  sign(draft: StatementDraft): Promise<string>
}

/** A statement that does not verify is not stored. */
export class SignError extends Error {
  override name = 'SignError'
  /** As the gate would say it; `refused` by the lake, `cancelled` by the person. */
  readonly code: string

  constructor(code: string, message: string, options?: {cause?: unknown}) {
    super(message, options)
    this.code = code
  }
}

/**
 * Draft a statement, have it signed, verify it at once as the gate will, and only then store it.
 *
 * @throws `DraftError`, `StatementError` when the statement would be refused; `SignError` when the
 *   signature does not verify or the lake refuses it.
 */
export async function makeStatement(
  version: Version,
  saying: Saying,
  signer: StatementSigner,
  world: {
    trust: Trust
    now: string
    zone: string
    store: (document: StatementDocument) => Promise<void>
  },
): Promise<StatementDocument> {
  const {trust, now, zone} = world
  const request = await statementRequest(version, signer.keyid, saying, {at: now, zone})
  const draft = await draftStatement(request, trust)
  const document = await statementDocument(await signer.sign(draft), draft.statement)
  const check = await verifyStatement(document, trust)
  if ('refusal' in check) {
    throw new SignError(
      check.refusal.code,
      `The signature does not verify: ${check.refusal.message}`,
    )
  }
  await world.store(document)
  return document
}

/** Store a statement in the lake. @throws `SignError` `refused` with the lake's own message. */
export async function storeStatement(
  client: SanityClient,
  document: StatementDocument,
): Promise<void> {
  try {
    await client.create(document, {visibility: 'sync'})
  } catch (error) {
    throw new SignError('refused', lakeMessage(error), {cause: error})
  }
}
