import {afterEach, beforeAll, describe, expect, it} from 'vitest'

import {lakeAddress} from '../../../cli/sources/lake-address.ts'
import {sanityLake} from '../../../cli/sources/sanity.ts'
import {marrow, sampleHome} from '../harness.ts'
import {lakeDataset, manyTerms, type SampleDataset} from './dataset.ts'
import {serveLake, type LakeServer} from './lake-server.ts'

const token = 'sk-secret-0123456789'
let dataset: SampleDataset
let home: string
let server: LakeServer | undefined

beforeAll(async () => {
  home = await sampleHome()
  dataset = lakeDataset(home)
})

afterEach(async () => {
  await server?.close()
  server = undefined
})

async function serve(sample: SampleDataset, answered?: unknown) {
  server = await serveLake(sample, token, answered)
  const env = {
    SANITY_PROJECT_ID: 'marrowtest',
    SANITY_DATASET: 'production',
    SANITY_API_HOST: server.origin,
    SANITY_AUTH_TOKEN: token,
  }
  return {server, env, source: sanityLake(lakeAddress(env))}
}

describe('a lake', () => {
  it('gets the token in the header alone, never in an address', async () => {
    const {server, source} = await serve(dataset)
    await source.documents()
    const [[id] = ['']] = dataset.assets
    await source.asset(id)
    expect(server.asked.length).toBeGreaterThan(1)
    expect(server.asked.map(({authorization}) => authorization)).toEqual(
      server.asked.map(() => `Bearer ${token}`),
    )
    expect(server.asked.filter(({url}) => url.includes(token))).toEqual([])
  })

  it('is asked page by page, by id', async () => {
    const {server, source} = await serve({...dataset, documents: manyTerms(1200)})
    expect(await source.documents()).toHaveLength(1200)
    expect(server.asked.length).toBe(3)
  })

  it('that refuses the token is named, and the token is not shown', async () => {
    const {env} = await serve(dataset)
    const words = ['status', '--source', 'sanity']
    const {exit, out, error} = await marrow(home, words, {
      env: {...env, SANITY_AUTH_TOKEN: 'sk-wrong-987'},
    })
    expect(exit).toBe(1)
    expect(error).toContain('marrowtest/production does not answer')
    expect(out + error).not.toContain('sk-wrong-987')
  })

  it.each([
    ['no list', {documents: []}],
    ['a document without a type', [{_id: 'a'}]],
    ['no document', [null]],
    ['the same page for ever', Array.from({length: 500}, () => ({_id: 'a', _type: 'article'}))],
  ])('that answers with %s is a fault of the data, not of Marrow', async (_name, answered) => {
    const {source} = await serve(dataset, answered)
    await expect(source.documents()).rejects.toMatchObject({
      name: 'SourceError',
      code: 'document-malformed',
    })
  })

  it('cannot send Marrow to another server for an asset', async () => {
    const [[id] = ['']] = dataset.assets
    const documents = [
      {_id: id, _type: 'sanity.imageAsset', url: 'http://169.254.169.254/latest/meta-data'},
    ]
    const {source} = await serve({...dataset, documents})
    await expect(source.asset(id)).rejects.toMatchObject({
      code: 'asset-unreadable',
      message: expect.stringContaining('169.254.169.254'),
    })
  })
})

describe('the address of a lake', () => {
  const whole = {SANITY_PROJECT_ID: 'p', SANITY_DATASET: 'd'}

  it.each([
    [{}, /SANITY_PROJECT_ID/],
    [{SANITY_PROJECT_ID: 'p'}, /SANITY_DATASET/],
    [{...whole, SANITY_API_HOST: 'lake'}, /SANITY_API_HOST/],
    [{...whole, SANITY_API_HOST: 'ftp://lake.example'}, /SANITY_API_HOST/],
    [{...whole, SANITY_API_HOST: 'https://me:secret@lake.example'}, /SANITY_API_HOST/],
    [{...whole, SANITY_API_HOST: 'http://lake.example', SANITY_AUTH_TOKEN: 't'}, /must be https/],
  ])('%j: says what is wrong, and exits with 2', async (env, told) => {
    const {exit, error} = await marrow(home, ['export', '--source', 'sanity'], {env})
    expect(exit).toBe(2)
    expect(error).toMatch(told)
    expect(error).not.toContain('secret')
  })
})
