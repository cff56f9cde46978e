import {
  draftStatement,
  signStatement,
  signTrust,
  statementDocument,
  type StatementRequest,
} from '#pipeline'

import type {Signer, StatementDocument, Trust, TrustKey} from '../../../pipeline/approval/types.ts'
import {from, makeKey, origin, rpId, type TestKey} from './test-keys.ts'

/** A publisher with one editor and one medical expert. */
export interface TestPublisher {
  root: TestKey
  release: TestKey
  editor: TestKey
  expert: TestKey
  trust: Trust
}

export async function makePublisher(): Promise<TestPublisher> {
  const [root, release, editor, expert] = await Promise.all([
    makeKey(),
    makeKey(),
    makeKey(),
    makeKey(),
  ])
  const trust: Trust = {
    format: 1,
    version: 1,
    issued: from,
    publisher: {name: 'Test Press', url: 'https://press.example.org'},
    sample: false,
    release: [release.key],
    signers: [
      makeSigner('erin', ['editor'], [editor.key]),
      {
        ...makeSigner('max', ['medical-expert'], [expert.key]),
        credentials: [
          {name: 'MD', from: '2010-01-01'},
          {name: 'Fellow', from: '2026-01-01', until: '2026-06-30'},
        ],
      },
    ],
    policy: {
      article: [
        {role: 'editor', count: 1},
        {role: 'medical-expert', count: 1},
      ],
      site: [{role: 'editor', count: 1}],
      fourEyes: true,
      softwareKeys: true,
      overdue: 'show',
    },
    webauthn: {origins: [origin], rpIds: [rpId]},
  }
  return {root, release, editor, expert, trust}
}

export function makeSigner(id: string, roles: Signer['roles'], keys: TrustKey[]): Signer {
  return {
    id,
    name: `Sample ${id}`,
    identities: [`lake-${id}`],
    roles,
    languages: ['en', 'de'],
    credentials: [],
    keys,
  }
}

/** Ask for a sign-off of edition 1 of the article `knee`, by the medical expert. */
export function makeRequest(
  keyid: string,
  changes: Partial<StatementRequest> = {},
): StatementRequest {
  return {
    kind: 'sign-off',
    edition: {
      id: 'edition.knee.1',
      digest: 'a'.repeat(64),
      article: 'knee',
      number: 1,
      language: 'en',
    },
    keyid,
    role: 'medical-expert',
    at: '2026-03-01T10:00:00.000Z',
    zone: 'Europe/Berlin',
    text: {digest: 'b'.repeat(64), renderer: '1'},
    ...changes,
  }
}

export function signedTrust(publisher: TestPublisher, trust = publisher.trust): Promise<string> {
  return signTrust(trust, publisher.root.raw, publisher.root.sign)
}

/** Draft, sign and store `makeRequest`'s statement with changes. */
export async function signDocument(
  by: TestKey,
  trust: Trust,
  changes: Partial<StatementRequest> = {},
): Promise<StatementDocument> {
  const draft = await draftStatement(makeRequest(by.key.keyid, changes), trust)
  return statementDocument(await signStatement(draft, by.sign), draft.statement)
}
