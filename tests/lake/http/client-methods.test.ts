import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {firstValueFrom} from 'rxjs'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {SanityClient} from '@sanity/client'

import {picture} from '../assets/harness.ts'
import {clientOf, testLake} from './harness.ts'
import type {TestLake} from './harness.ts'

const page = readFileSync(new URL('../../../docs/lake-client.md', import.meta.url), 'utf8')

let test: TestLake
let dir: string
let client: SanityClient
let administrator: SanityClient

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-client-'))
  test = await testLake({assetsDir: dir})
  client = clientOf(test.lake, test.tokens.editor)
  administrator = clientOf(test.lake, test.tokens.administrator)
  await client.create({_id: 'a', _type: 'note', n: 1})
})
afterAll(async () => {
  await test.close()
  rmSync(dir, {recursive: true, force: true})
})

const release = {releaseId: 'r1'}
const version = {_id: 'versions.r1.a', _type: 'note', n: 2}

/** What each public method is for, and what it does with this lake; in order. */
const works: Record<string, () => unknown> = {
  config: () => expect(client.config()).toMatchObject({projectId: 'local'}),
  withConfig: () => expect(client.withConfig({dataset: 'x'}).config().dataset).toBe('x'),
  clone: () => expect(client.clone().config()).toEqual(client.config()),
  getAuth: () => client.getAuth(),
  observeAuth: () => expect(client.observeAuth()).toBeDefined(),
  getUrl: () => expect(client.getUrl('/ping')).toMatch(/\/v2025-02-19\/ping$/),
  getDataUrl: () => expect(client.getDataUrl('doc', 'a')).toBe('/data/doc/production/a'),
  observable: async () => expect(await firstValueFrom(client.observable.fetch('1 + 1'))).toBe(2),
  request: async () => expect(await client.request({url: '/ping'})).toEqual({pong: 'marrow'}),
  dataRequest: async () =>
    expect(await client.dataRequest('query', {query: '1 + 1'})).toMatchObject({result: 2}),
  fetch: async () => expect(await client.fetch('*[_id == $id][0].n', {id: 'a'})).toBe(1),
  getDocument: async () => expect(await client.getDocument('a')).toMatchObject({n: 1}),
  getDocuments: async () => expect(await client.getDocuments(['x', 'a'])).toMatchObject([null, {}]),
  documentsExists: async () =>
    expect([...(await client.documentsExists(['x', 'a']))]).toEqual(['a']),
  create: async () => expect(await client.create({_type: 'note'})).toMatchObject({_type: 'note'}),
  createIfNotExists: async () =>
    expect(await client.createIfNotExists({_id: 'a', _type: 'note', n: 9})).toMatchObject({n: 1}),
  createOrReplace: async () =>
    expect(await client.createOrReplace({_id: 'a', _type: 'note', n: 5})).toMatchObject({n: 5}),
  patch: async () => expect(await client.patch('a').inc({n: 1}).commit()).toMatchObject({n: 6}),
  transaction: async () => {
    const done = client.transaction().patch('a', (patch) => patch.set({n: 1}))
    expect(await done.commit({returnDocuments: true})).toMatchObject([{n: 1}])
  },
  mutate: async () =>
    expect(await client.mutate([{patch: {id: 'a', set: {n: 2}}}])).toMatchObject({
      results: [{operation: 'update'}],
    }),
  action: async () => {
    const id = {publishedId: 'a', draftId: 'drafts.a'}
    const patch = {set: {n: 3}}
    await client.action({actionType: 'sanity.action.document.edit', ...id, patch})
    expect(await client.getDocument('drafts.a')).toMatchObject({n: 3})
  },
  createVersion: async () => {
    await client.createVersion({...release, publishedId: 'a', document: version})
    expect(await client.getDocument(version._id)).toMatchObject({n: 2})
  },
  replaceVersion: async () => {
    await client.replaceVersion({...release, publishedId: 'a', document: {...version, n: 3}})
    expect(await client.getDocument(version._id)).toMatchObject({n: 3})
  },
  'releases.fetchDocuments': async () => {
    const {result} = await client.releases.fetchDocuments({releaseId: 'r1'})
    expect(result).toMatchObject([{_id: version._id}])
  },
  unpublishVersion: async () => {
    await client.unpublishVersion({publishedId: 'a', releaseId: 'r1'})
    expect(await client.getDocument(version._id)).toMatchObject({_system: {delete: true}})
  },
  discardVersion: async () => {
    await client.discardVersion({publishedId: 'a', releaseId: 'r1'})
    expect(await client.getDocument(version._id)).toBeUndefined()
  },
  'releases.get': async () => expect(await client.releases.get({releaseId: 'r1'})).toBeUndefined(),
  listen: async () => {
    const options = {events: ['welcome', 'mutation'], includeAllVersions: true} as const
    const heard = heardBy(
      client.listen('*[_type == "note"]', {}, {...options, events: [...options.events]}),
    )
    expect((await heard.next())['type']).toBe('welcome')
    await client.create({_id: 'versions.r2.a', _type: 'note'})
    expect(await heard.next()).toMatchObject({documentId: 'versions.r2.a', transition: 'appear'})
    heard.end()
  },
  'live.events': async () => {
    const heard = heardBy(client.live.events({includeDrafts: true}))
    expect((await heard.next())['type']).toBe('welcome')
    const {syncTags} = await client.fetch('*[0]', {}, {filterResponse: false})
    await client.create({_id: 'drafts.live', _type: 'note'})
    expect(await heard.next()).toMatchObject({type: 'message', tags: syncTags})
    heard.end()
  },
  delete: async () => {
    await client.delete('drafts.a')
    expect(await client.getDocument('drafts.a')).toBeUndefined()
  },
  'assets.upload': async () => {
    const image = await client.assets.upload('image', await picture(9, 9).png().toBuffer())
    expect(image._id).toMatch(/^image-[0-9a-f]{40}-9x9-png$/)
    const file = await client.assets.upload('file', Buffer.from('a,b\n'), {filename: 'a.csv'})
    expect(file.extension).toBe('csv')
  },
  'users.getById': async () =>
    expect(await client.users.getById('me')).toMatchObject({id: 'p-editor'}),
  'projects.list': async () => expect(await client.projects.list()).toMatchObject([{id: 'local'}]),
  'projects.getById': async () =>
    expect(await client.projects.getById('local')).toMatchObject({displayName: 'Marrow'}),
  'datasets.create': async () =>
    expect(await administrator.datasets.create('more')).toMatchObject({datasetName: 'more'}),
  'datasets.list': async () =>
    expect((await client.datasets.list()).map(({name}) => name)).toEqual(['more', 'production']),
  'datasets.getEmbeddingsSettings': async () =>
    expect(await client.datasets.getEmbeddingsSettings('production')).toBeDefined(),
}

const act = {schemaId: 'x', documentId: 'a', instruction: 'x'} as never

/** What this lake does not do: an error that the client prints, and nothing changed. */
const refused: Record<string, [number, () => unknown]> = {
  'datasets.edit': [405, () => administrator.datasets.edit('production', {aclMode: 'public'})],
  'datasets.delete': [403, () => administrator.datasets.delete('production')],
  'datasets.editEmbeddingsSettings': [
    405,
    () => administrator.datasets.editEmbeddingsSettings('production', {enabled: true}),
  ],
  'releases.create': [400, () => client.releases.create({...release, metadata: {}} as never)],
  'releases.edit': [400, () => client.releases.edit({...release, patch: {set: {}}})],
  'releases.publish': [400, () => client.releases.publish(release)],
  'releases.archive': [400, () => client.releases.archive(release)],
  'releases.unarchive': [400, () => client.releases.unarchive(release)],
  'releases.schedule': [400, () => client.releases.schedule({...release, publishAt: '2027-01-01'})],
  'releases.unschedule': [400, () => client.releases.unschedule(release)],
  'releases.delete': [400, () => client.releases.delete(release)],
  'agent.action': [404, () => client.withConfig({apiVersion: 'vX'}).agent.action.generate(act)],
}

/** Services of Sanity's that are no part of a lake. */
const elsewhere = ['context', 'mediaLibrary.video', 'functions', 'collaboration']

describe("each method of Sanity's client", () => {
  it('is in one of these lists, and on the page', () => {
    const known = [...Object.keys(works), ...Object.keys(refused), ...elsewhere]
    const missing = methodsOf(client).filter(
      (name) => !known.some((other) => name === other || name.startsWith(`${other}.`)),
    )
    expect(missing).toEqual([])
    for (const name of known) expect(page).toContain(`\`${name}\``)
  })

  it.each(Object.keys(works))('%s works', async (name) => {
    await expect(Promise.resolve().then(works[name])).resolves.not.toThrow()
  })

  it.each(Object.keys(refused))('%s is refused, in words', async (name) => {
    const [statusCode, call] = refused[name] ?? [0, () => undefined]
    const refusal = Promise.resolve().then(call)
    await expect(refusal).rejects.toMatchObject({
      statusCode,
      message: expect.stringMatching(/\w{4}/) as string,
    })
  })
})

/** Take events one by one. */
function heardBy(events: {subscribe: (next: (event: any) => void) => {unsubscribe(): void}}) {
  const waiting: ((event: Record<string, unknown>) => void)[] = []
  const events_: Record<string, unknown>[] = []
  const subscription = events.subscribe((event: Record<string, unknown>) => {
    const take = waiting.shift()
    if (take) take(event)
    else events_.push(event)
  })
  return {
    next: async () =>
      events_.shift() ??
      (await new Promise<Record<string, unknown>>((resolve) => waiting.push(resolve))),
    end: () => subscription.unsubscribe(),
  }
}

/** Names of all public methods, those of the client's parts with the part in front. */
function methodsOf(whole: SanityClient): string[] {
  const parts = new Set(
    'agent assets collaboration datasets functions live mediaLibrary projects releases users'.split(
      ' ',
    ),
  )
  return namesOf(whole).flatMap((name) =>
    parts.has(name)
      ? namesOf(whole[name as 'assets']).map((method) => `${name}.${method}`)
      : [name],
  )
}

function namesOf(object: object): string[] {
  const names = new Set<string>()
  for (let at = object; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    for (const name of Object.getOwnPropertyNames(at)) {
      if (name !== 'constructor' && !/^[_#]/.test(name)) names.add(name)
    }
  }
  return [...names]
}
