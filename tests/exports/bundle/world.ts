import {
  admit,
  assemble,
  compose,
  draftStatement,
  emptyContext,
  makePasskeyEnvelope,
  payloadTypes,
  publish,
  RENDERER_VERSION,
  seal,
  signStatement,
  signTrust,
  statementDocument,
  textDigest,
} from '#pipeline'
import type {Admission, Content, Publication, RawDocument, StatementRequest, Trust} from '#pipeline'

import type {Bundle, ReleaseSigner} from '../../../exports/bundle/bundle.ts'
import {packBundle} from '../../../exports/bundle/pack-bundle.ts'
import type {Artifact} from '../../../exports/exporter.ts'
import {makePasskey} from '../../pipeline/approval/test-keys.ts'
import type {TestPasskey} from '../../pipeline/approval/test-keys.ts'
import {makePublisher} from '../../pipeline/approval/test-trust.ts'
import type {TestPublisher} from '../../pipeline/approval/test-trust.ts'

/** A publisher with its signed trust file; `alice` is a second expert, with a passkey. */
export interface TestWorld {
  publisher: TestPublisher
  passkey: TestPasskey
  trust: Trust
  trustText: string
  rootKey: Uint8Array
  signer: ReleaseSigner
}

/** What a test article is made of. */
export interface TestArticle {
  id: string
  slug?: string
  title?: string
  language?: string
  number?: number
  text?: string
  /** More statements about the edition. */
  also?: Array<Partial<StatementRequest> & Pick<StatementRequest, 'kind'>>
  /** The expert signs with a passkey. */
  passkey?: boolean
  /** The expert alone signs, in an emergency. */
  emergency?: boolean
}

export const now = '2026-06-01T12:00:00.000Z'
const sealedAt = '2026-03-01T09:00:00.000Z'
const signedAt = '2026-03-01T10:00:00.000Z'
const imageId = `image-${'a1'.repeat(20)}-80x60-svg`
export const svg = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60" viewBox="0 0 80 60"><rect width="80" height="60"/></svg>',
)

export async function makeWorld(change: (trust: Trust) => Trust = (it) => it): Promise<TestWorld> {
  const publisher = await makePublisher()
  const passkey = await makePasskey('ES256')
  const alice = {
    id: 'alice',
    name: 'Sample alice',
    identities: ['lake-alice'],
    roles: ['medical-expert' as const],
    languages: ['*'],
    credentials: [{name: 'MD', from: '2010-01-01'}],
    keys: [passkey.key],
  }
  const {trust} = publisher
  const changed = change({...trust, signers: [...trust.signers, alice]})
  return worldWith({publisher, passkey}, changed)
}

/** The same publisher with another trust file. */
export async function worldWith(
  {publisher, passkey}: Pick<TestWorld, 'publisher' | 'passkey'>,
  trust: Trust,
): Promise<TestWorld> {
  const {root, release} = publisher
  return {
    publisher,
    passkey,
    trust,
    trustText: await signTrust(trust, root.raw, root.sign),
    rootKey: root.raw,
    signer: {keyid: release.key.keyid, sign: release.sign},
  }
}

/** Seal, sign, admit and publish an article. */
export async function approve(world: TestWorld, article: TestArticle) {
  const documents = documentsOf(article)
  const content = assemble(article.id, new Map(documents.map((each) => [each._id, each])))
  const {number = 1} = article
  const {document, payload} = await seal({
    content,
    number,
    assets: async () => svg,
    contributors: ['lake-writer'],
    changeNote: 'First edition',
    sealedAt,
  })
  const about = {
    id: document._id,
    digest: document.digest,
    article: article.id,
    number,
    language: document.language,
  }
  const text = {digest: await textDigest(payload), renderer: RENDERER_VERSION}
  const expert = article.passkey ? ('alice' as const) : ('max' as const)
  const {emergency = false} = article
  const statements = [
    await sign(world, expert, {kind: 'sign-off', edition: about, text, emergency}),
  ]
  if (!emergency) {
    statements.unshift(
      await sign(world, 'erin', {kind: 'sign-off', role: 'editor', edition: about, text}),
    )
  }
  for (const request of article.also ?? []) {
    statements.push(await sign(world, 'max', {edition: about, ...request}))
  }
  const admission = await admit({
    editions: [document],
    statements,
    trust: world.trust,
    ledger: [],
    now,
    assets: async () => svg,
    textDigest,
  })
  return {admission, content, document, payload, statements}
}

/** Publish and pack an article that its sign-offs admit. */
export async function makeBundle(world: TestWorld, article: TestArticle): Promise<Bundle> {
  const {admission} = await approve(world, article)
  return packAdmitted(world, admission)
}

/** Publish and pack what an admission let through. */
async function packAdmitted(world: TestWorld, admission: Admission): Promise<Bundle> {
  const [approved] = admission.approved
  if (!approved) throw new Error(`not admitted: ${JSON.stringify(admission.refused)}`)
  const context = {...emptyContext, today: now.slice(0, 10), sample: world.trust.sample}
  const publications = await publish(approved, context)
  const artifacts = new Map(
    publications.map((page) => [page.page === 'article' ? '' : page.page, artifactsOf(page)]),
  )
  const {trustText: trust, rootKey} = world
  return packBundle(
    publications,
    artifacts,
    {approved, trust, rootKey, statements: admission.statements},
    world.signer,
  )
}

/** Simple outputs: enough to be files. */
export function artifactsOf(page: Publication): Artifact[] {
  const text = (path: string, mediaType: string, content: string): Artifact => ({
    path,
    mediaType,
    bytes: new TextEncoder().encode(content),
  })
  return [
    text('index.html', 'text/html', `<!doctype html><title>${page.title}</title>${page.text}`),
    text('fragment.html', 'text/html', page.text),
    text('article.json', 'application/json', JSON.stringify({title: page.title})),
    ...Object.values(page.figures).map(({asset}) => ({
      path: asset.path,
      mediaType: asset.mediaType,
      bytes: svg,
    })),
  ]
}

/** A preview of an article that nobody signed. */
export function preview(content: Content) {
  return compose({...content, assets: []}, emptyContext)
}

/** Sign a statement as one of the signers. */
export async function sign(
  world: TestWorld,
  who: 'erin' | 'max' | 'alice',
  request: Partial<StatementRequest> & Pick<StatementRequest, 'kind' | 'edition'>,
): Promise<RawDocument> {
  const {editor, expert} = world.publisher
  const key = {erin: editor.key, max: expert.key, alice: world.passkey.key}[who]
  const draft = await draftStatement(
    {keyid: key.keyid, role: 'medical-expert', at: signedAt, zone: 'Europe/Berlin', ...request},
    world.trust,
  )
  if (who === 'alice') {
    const assertion = await world.passkey.assert(draft.challenge)
    const {payload, keyid} = draft
    const envelope = makePasskeyEnvelope(payloadTypes.statement, payload, keyid, assertion)
    return statementDocument(envelope, draft.statement)
  }
  const signer = who === 'erin' ? editor : expert
  return statementDocument(await signStatement(draft, signer.sign), draft.statement)
}

function documentsOf(article: TestArticle): RawDocument[] {
  const {id, slug = id, title = `About ${id}`, language = 'en', text = 'Rest helps.'} = article
  const reference = (to: string) => ({_type: 'reference', _ref: to})
  return [
    {
      _id: id,
      _type: 'article',
      title,
      slug: {_type: 'slug', current: slug},
      language,
      audience: 'patient',
      summary: 'What it is and what helps.',
      authors: [{_key: 'a', ...reference('person-ada')}],
      leadFigure: reference('figure-knee'),
      sections: [
        {_key: 's', _type: 'section', heading: 'Treatment', aspect: 'treatment', markdown: text},
      ],
      reviewIntervalMonths: 12,
      licence: {_type: 'licence', name: 'CC BY 4.0'},
    },
    {_id: 'person-ada', _type: 'person', name: 'Ada Sample', credentials: ['MD']},
    {
      _id: 'figure-knee',
      _type: 'figure',
      image: {_type: 'image', asset: reference(imageId)},
      alt: 'A knee',
      credit: 'Drawing: Ada Sample',
      licence: {
        _type: 'licence',
        name: 'CC BY 4.0',
        url: 'https://creativecommons.org/licenses/by/4.0/',
      },
      uses: ['own-site', 'syndication'],
      rightsExpire: '2030-12-31',
    },
  ]
}
