import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {SanityClient} from '@sanity/client'

import {serveLake} from '../../../lake/serve-lake.ts'
import type {LakeServer} from '../../../lake/serve-lake.ts'
import {clientOf, testLake} from './harness.ts'
import type {TestLake} from './harness.ts'

describe.each(['without a port', 'over loopback'] as const)("Sanity's client %s", (way) => {
  let test: TestLake
  let server: LakeServer | null = null
  let client: SanityClient

  beforeAll(async () => {
    test = await testLake()
    if (way === 'over loopback') {
      server = await serveLake(test.lake, {port: 0})
      client = clientOf(test.lake, test.tokens.editor, {apiHost: server.url})
    } else {
      client = clientOf(test.lake, test.tokens.editor)
    }
  })

  afterAll(async () => {
    await server?.close()
    await test.close()
  })

  it('creates, and gets back', async () => {
    const made = await client.create({_id: 'a', _type: 'note', text: 'Zürich 🩻'})
    expect(made).toMatchObject({_id: 'a', _type: 'note', text: 'Zürich 🩻'})
    expect(await client.getDocument('a')).toEqual(made)
    expect(await client.getDocuments(['a', 'nobody'])).toEqual([made, null])
  })

  it('prints why a document cannot be created twice', async () => {
    await expect(client.create({_id: 'a', _type: 'note'})).rejects.toMatchObject({
      statusCode: 409,
      message: expect.stringMatching(/already exists/),
      details: {items: [{error: {type: 'documentAlreadyExistsError'}}]},
    })
  })

  it('patches, with the revision checked', async () => {
    const patched = await client
      .patch('a')
      .set({text: 'b'})
      .setIfMissing({n: 1})
      .inc({n: 2})
      .commit()
    expect(patched).toMatchObject({text: 'b', n: 3})
    const stale = client.patch('a').ifRevisionId('old').set({text: 'c'}).commit()
    await expect(stale).rejects.toMatchObject({statusCode: 409})
  })

  it('makes transactions whole or not at all', async () => {
    const done = await client
      .transaction()
      .createOrReplace({_id: 'b', _type: 'note'})
      .patch('b', (patch) => patch.set({text: 'hi'}))
      .delete('a')
      .commit({returnDocuments: true})
    expect(done.length).toBe(3)
    const failing = client.transaction().create({_id: 'c', _type: 'note'}).patch('none', {set: {}})
    await expect(failing.commit()).rejects.toMatchObject({statusCode: 409})
    expect(await client.getDocument('c')).toBeUndefined()
  })

  it('fetches with parameters, by GET and by POST', async () => {
    expect(await client.fetch('*[_type == $type]{_id, text}', {type: 'note'})).toEqual([
      {_id: 'b', text: 'hi'},
    ])
    const long = `*[_type == $type && "${'x'.repeat(12_000)}" != "y"]._id`
    expect(await client.fetch(long, {type: 'note'})).toEqual(['b'])
  })

  it('prints where a query is wrong', async () => {
    await expect(client.fetch('*[_type ==')).rejects.toThrow(/GROQ query parse error[\s\S]*\^/)
  })

  it('runs actions', async () => {
    const id = {publishedId: 'art', draftId: 'drafts.art'}
    await client.action({
      actionType: 'sanity.action.document.create',
      publishedId: 'art',
      attributes: {_id: 'drafts.art', _type: 'article', title: 'A'},
      ifExists: 'fail',
    })
    await client.action({
      actionType: 'sanity.action.document.edit',
      ...id,
      patch: {set: {title: 'B'}},
    })
    await client.action({actionType: 'sanity.action.document.publish', ...id})
    expect(await client.fetch('*[_id in ["art", "drafts.art"]]{_id, title}')).toEqual([
      {_id: 'art', title: 'B'},
    ])
  })

  it('shows drafts in their perspective, under the published id', async () => {
    await client.createOrReplace({_id: 'drafts.art', _type: 'article', title: 'Draft'})
    const query = '*[_id == "art"][0]{_id, title, _originalId}'
    expect(await client.fetch(query, {}, {perspective: 'drafts'})).toEqual({
      _id: 'art',
      title: 'Draft',
      _originalId: 'drafts.art',
    })
    expect(await client.fetch('*[_id == "art"][0].title', {}, {perspective: 'published'})).toBe('B')
  })

  it('deletes by query, and dry runs change nothing', async () => {
    await client.create({_id: 'd', _type: 'note'}, {dryRun: true})
    expect(await client.getDocument('d')).toBeUndefined()
    await client.delete({query: '*[_type == "note"]'})
    expect(await client.fetch('count(*[_type == "note"])')).toBe(0)
  })

  it('says who the user is, and what there is', async () => {
    expect(await client.users.getById('me')).toMatchObject({
      id: 'p-editor',
      roles: [{name: 'editor', title: 'Editor'}],
    })
    expect(await client.users.getById('p-viewer')).toEqual({
      id: 'p-viewer',
      displayName: 'The viewer',
      imageUrl: null,
    })
    expect((await client.datasets.list()).map(({name}) => name)).toEqual(['production'])
    expect(await client.projects.getById('local')).toMatchObject({id: 'local'})
    expect(await client.projects.list()).toHaveLength(1)
  })

  it('lets only an administrator create a dataset, and nobody delete one', async () => {
    await expect(client.datasets.create('more')).rejects.toMatchObject({statusCode: 403})
    const administrator = client.withConfig({token: test.tokens.administrator})
    expect(await administrator.datasets.create('more')).toMatchObject({datasetName: 'more'})
    await expect(administrator.datasets.create('more')).rejects.toMatchObject({statusCode: 409})
    await expect(administrator.datasets.delete('more')).rejects.toMatchObject({statusCode: 403})
  })

  it('prints what a dataset is not called', async () => {
    const other = client.withConfig({dataset: 'nowhere'})
    await expect(other.fetch('*')).rejects.toMatchObject({
      statusCode: 404,
      message: expect.stringMatching(/Dataset "nowhere" not found/),
    })
  })

  it('is refused with a wrong token, and prints that', async () => {
    const stranger = client.withConfig({token: `mt_${'x'.repeat(43)}`})
    await expect(stranger.fetch('*')).rejects.toMatchObject({
      statusCode: 401,
      message: expect.stringMatching(/Unauthorized - Session not found/),
    })
  })
})
