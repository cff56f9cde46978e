import {createClient, type SanityClient} from '@sanity/client'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {issueToken, machineEffects} from '#lake'
import {assemble, nextNumber, seal, type RawDocument} from '#pipeline'

import {readLedger} from '../../../cli/home/ledger-file.ts'
import {homeAt, type Home} from '../../../cli/home/paths.ts'
import {openLake, type OpenLake} from '../../../cli/lake/open-lake.ts'
import {embeddedLake} from '../../../cli/sources/embedded-lake.ts'
import {now, sampleHome} from '../harness.ts'
import {assetIn} from '../store-of.ts'

const article = 'article-knee-mri'
let home: Home
let opened: OpenLake
let documents: RawDocument[]

beforeEach(async () => {
  home = homeAt({MARROW_HOME: await sampleHome()})
  const source = embeddedLake(home, {clock: () => now})
  documents = await source.documents()
  await source.close()
  opened = await openLake(home, {clock: () => now})
  for (const id of ['ada', 'mallory']) {
    const email = `${id}@example.com`
    opened.store.accounts.putUser({id, name: id, email, roles: ['editor'], disabled: false})
  }
})
afterEach(() => opened.close())

function clientAs(user: string): SanityClient {
  const {token} = issueToken(opened.store.accounts, {user, label: 'test'}, machineEffects)
  return createClient({
    projectId: 'local',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: 'http://127.0.0.1:3333',
    useProjectHostname: false,
    useCdn: false,
    perspective: 'raw',
    token,
    maxRetries: 0,
    resolveFetch: () => (input, init) => opened.lake.handle(new Request(input, init)),
  })
}

/** Seal the article as the lake has it now. */
async function sealed(contributors: string[]) {
  const all = opened.store.read('production', (view) => view.candidates({where: {kind: 'all'}}))
  const content = assemble(article, new Map(all.map((one) => [one._id, one])), {
    perspective: 'drafts',
  })
  const editions = all.filter(({_type}) => _type === 'edition')
  const {document} = await seal({
    content,
    number: nextNumber(article, editions, await readLedger(home)),
    assets: async (id) => assetIn(home.dir, id),
    contributors,
    changeNote: 'test',
    sealedAt: now,
  })
  return document
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
    return null
  } catch (error) {
    const {response} = error as {response?: {body?: {error?: {code?: unknown; type?: unknown}}}}
    return response?.body?.error?.code ?? response?.body?.error?.type ?? String(error)
  }
}

const authorsOf = () =>
  opened.store.read('production', (view) => [
    ...new Set(
      view.transactions({documents: [article, `drafts.${article}`]}).map(({author}) => author),
    ),
  ])

describe('the door of the lake', () => {
  it('lets in an edition that names all who changed its text, and the ledger hears of it', async () => {
    await clientAs('mallory').patch(article).set({summary: 'Changed.'}).commit()
    const edition = await sealed([...authorsOf(), 'ada'])
    expect(await codeOf(clientAs('ada').create(edition))).toBeNull()
    await opened.close()
    const ledger = await readLedger(home)
    expect(ledger.at(-1)).toMatchObject({event: 'edition-seen', edition: edition._id})
    opened = await openLake(home, {clock: () => now})
  })

  it('refuses an edition that leaves out who changed its text', async () => {
    await clientAs('mallory').patch(article).set({summary: 'Changed.'}).commit()
    const edition = await sealed(['ada'])
    expect(await codeOf(clientAs('ada').create(edition))).toBe('contributors-missing')
    expect(await codeOf(clientAs('mallory').createOrReplace(edition))).toBe('contributors-missing')
    expect(await codeOf(clientAs('mallory').createIfNotExists(edition))).toBe(
      'contributors-missing',
    )
  })

  it('counts drafts, too', async () => {
    const {_rev, ...rest} = opened.store.read('production', (view) => view.document(article))!
    await clientAs('mallory').create({...rest, _id: `drafts.${article}`, summary: 'Changed.'})
    const edition = await sealed(['ada'])
    expect(await codeOf(clientAs('ada').create(edition))).toBe('contributors-missing')
  })

  it('refuses an edition whose payload, digest or fields were altered', async () => {
    await clientAs('mallory').patch(article).set({summary: 'Changed.'}).commit()
    const edition = await sealed([...authorsOf(), 'ada'])
    const ada = clientAs('ada')
    const {payload, digest} = edition
    const altered = {...edition, payload: payload.replace('Changed.', 'changed.')}
    expect(await codeOf(ada.create(altered))).toBe('edition-altered')
    expect(await codeOf(ada.create({...edition, digest: digest.replace(/^./, 'x')}))).toBe(
      'edition-altered',
    )
    expect(await codeOf(ada.create({...edition, number: 99}))).toBe('edition-altered')
    expect(await codeOf(ada.create({_id: edition._id, _type: 'edition'}))).toBe('edition-malformed')
  })

  it('refuses an edition that the ledger knows with another digest', async () => {
    const old = documents.find(({_type, article: of}) => _type === 'edition' && of === article)!
    opened.store.write('production', (tx) => tx.remove(old._id))
    const {document} = await (async () => {
      const fresh = await sealed(['ada'])
      const content = JSON.parse(fresh.payload).content
      return seal({
        content,
        number: old['number'] as number,
        assets: async (id) => assetIn(home.dir, id),
        contributors: ['ada'],
        changeNote: 'another',
        sealedAt: now,
      })
    })()
    expect(document._id).toBe(old._id)
    expect(await codeOf(clientAs('ada').create(document))).toBe('edition-changed-since-seen')
  })

  it('lets in again what the ledger has seen, unchanged', async () => {
    const old = documents.filter(({_type}) => ['edition', 'statement'].includes(_type))
    expect(old.length).toBeGreaterThan(5)
    opened.store.write('production', (tx) => {
      for (const {_id} of old) tx.remove(_id)
    })
    for (const {_rev, ...document} of old) {
      expect(await codeOf(clientAs('ada').createOrReplace(document)), document._id).toBeNull()
      expect(await codeOf(clientAs('ada').createOrReplace(document)), document._id).toBeNull()
    }
  })

  it('refuses statements that nobody signed, with the token of an editor', async () => {
    const [statement] = documents.filter(
      ({_type, kind}) => _type === 'statement' && kind === 'sign-off',
    )
    const envelope = JSON.parse(String(statement!['envelope']))
    const said = JSON.parse(Buffer.from(envelope.payload, 'base64').toString())
    const forged = JSON.stringify({
      ...envelope,
      payload: Buffer.from(JSON.stringify({...said, number: 2})).toString('base64'),
    })
    for (const text of [forged, '{}', 'x']) {
      const {_rev, ...rest} = statement!
      const document = {...rest, _id: 'statement.00000000000000000000000000000000', envelope: text}
      expect(await codeOf(clientAs('mallory').create(document)), text.slice(0, 20)).toMatch(
        /proof|malformed|signer|edition/,
      )
    }
  })

  it('never lets an edition or statement be changed or deleted, by anyone', async () => {
    for (const type of ['edition', 'statement']) {
      const {_id} = documents.find(({_type}) => _type === type)!
      for (const user of ['ada', 'marrow']) {
        const client = clientAs(user)
        for (const work of [
          client.delete(_id),
          client.patch(_id).set({number: 9}).commit(),
          client.createOrReplace({_id, _type: type}),
          client.delete({query: '*[_id == $id]', params: {id: _id}}),
        ]) {
          expect(await codeOf(work), `${type} ${user}`).not.toBeNull()
        }
      }
    }
  })
})
