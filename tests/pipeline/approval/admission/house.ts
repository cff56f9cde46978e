import {
  admit,
  assemble,
  draftStatement,
  nextNumber,
  seal,
  signStatement,
  statementDocument,
  textDigest,
  type Admission,
  type AdmitRequest,
  type StatementRequest,
} from '#pipeline'

import type {LedgerEntry} from '../../../../pipeline/approval/ledger-entry.ts'
import type {
  EditionDocument,
  RawDocument,
  StatementDocument,
  Trust,
} from '../../../../pipeline/approval/types.ts'
import {drawing, richDocuments} from '../sealing/rich-documents.ts'
import type {TestKey} from '../test-keys.ts'
import {makePublisher, type TestPublisher} from '../test-trust.ts'

const sealedAt = '2026-03-01T08:00:00.000Z'
export const signedAt = '2026-03-01T10:00:00.000Z'
export const now = '2026-03-02T00:00:00.000Z'

/** A publishing house under test: documents, editions, statements, and the gate. */
export interface House extends TestPublisher {
  documents: Map<string, RawDocument>
  editions: EditionDocument[]
  statements: RawDocument[]
  ledger: LedgerEntry[]
  assets: Map<string, Uint8Array>
  /** Seal an article as it is now, and store the edition. */
  submit(changes?: Partial<Submission>): Promise<EditionDocument>
  /** Sign a statement about an edition, and store it. */
  sign(
    by: TestKey,
    edition: EditionDocument,
    changes?: Partial<StatementRequest>,
    trust?: Trust,
  ): Promise<StatementDocument>
  /** Sign-offs by the editor and the medical expert. */
  approve(edition: EditionDocument, at?: string): Promise<StatementDocument[]>
  admit(changes?: Partial<AdmitRequest>): Promise<Admission>
}

interface Submission {
  article: string
  contributors: string[]
  sealedAt: string
  number: number
}

export async function makeHouse(): Promise<House> {
  const publisher = await makePublisher()
  const house: House = {
    ...publisher,
    documents: richDocuments(),
    editions: [],
    statements: [],
    ledger: [],
    assets: new Map(),
    async submit(changes = {}) {
      const article = changes.article ?? 'knee'
      const {document} = await seal({
        content: assemble(article, house.documents),
        number: changes.number ?? nextNumber(article, house.editions),
        assets: () => Promise.resolve(drawing),
        contributors: changes.contributors ?? ['lake-ann'],
        changeNote: 'First edition',
        sealedAt: changes.sealedAt ?? sealedAt,
      })
      house.editions.push(document)
      return document
    },
    async sign(by, edition, changes = {}, trust = house.trust) {
      const document = await makeStatement(by, edition, changes, trust)
      house.statements.push(document)
      return document
    },
    approve: async (edition, at = signedAt) => [
      await house.sign(house.editor, edition, {role: 'editor', at}),
      await house.sign(house.expert, edition, {role: 'medical-expert', at}),
    ],
    admit: (changes = {}) =>
      admit({
        editions: house.editions,
        statements: house.statements,
        trust: house.trust,
        ledger: house.ledger,
        now,
        assets: (id) => Promise.resolve(house.assets.get(id) ?? drawing),
        textDigest,
        ...changes,
      }),
  }
  return house
}

/** Draft and sign a statement about an edition; by default the medical expert's sign-off. */
async function makeStatement(
  by: TestKey,
  edition: EditionDocument,
  changes: Partial<StatementRequest>,
  trust: Trust,
): Promise<StatementDocument> {
  const {_id: id, digest, article, number, language} = edition
  const kind = changes.kind ?? 'sign-off'
  const request: StatementRequest = {
    kind,
    edition: {id, digest, article, number, language},
    keyid: by.key.keyid,
    role: 'medical-expert',
    at: signedAt,
    zone: 'Europe/Berlin',
    ...(kind === 'sign-off'
      ? {text: {digest: await textDigest(JSON.parse(edition.payload)), renderer: '1'}}
      : {}),
    ...(kind === 'sign-off' || kind === 'reaffirmation' ? {} : {reason: 'A reason'}),
    ...(['correction', 'withdrawal', 'restoration'].includes(kind)
      ? {severity: 'safety' as const, notice: 'A notice'}
      : {}),
    ...changes,
  }
  const draft = await draftStatement(request, trust)
  return statementDocument(await signStatement(draft, by.sign), draft.statement)
}
