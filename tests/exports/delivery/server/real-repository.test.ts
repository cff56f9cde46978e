import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../../exports/bundle/bundle.ts'
import {walk} from '../../../../exports/repository/artifact-store.ts'
import {folderReader} from '../../../../exports/repository/folder-store.ts'
import {openRepositoryFolder} from '../../../../exports/repository/open-repository-folder.ts'
import {makeBundle, makeWorld, type TestWorld} from '../../bundle/world.ts'
import {exportTo, withdrawnOf} from '../../repository/repository-world.ts'
import {sha256} from './repository-fixture.ts'
import {testDelivery, type TestDelivery} from './test-delivery.ts'

let dir: string
let world: TestWorld
let knee: Bundle
let hip: Bundle
let test: TestDelivery

/** Write with the real writer: these bundles, and what was withdrawn. */
async function write(bundles: Bundle[], withdrawn: Bundle[] = []) {
  await exportTo(await openRepositoryFolder(dir), world, bundles, {
    withdrawn: await Promise.all(withdrawn.map((one) => withdrawnOf(one))),
  })
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-real-'))
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'article-knee', title: 'Knee pain'})
  hip = await makeBundle(world, {id: 'article-hip', title: 'Hip pain'})
  await write([knee, hip])
  test = await testDelivery({reader: folderReader(dir)})
})
afterEach(() => rmSync(dir, {recursive: true, force: true}))

const ask = (path: string, token = test.everything) => test.ask(path, {token})

describe('a repository of the real writer', () => {
  it('is served file for file to who has everything, and to nobody else', async () => {
    const reader = folderReader(dir)
    const files = (await walk(reader, '')).filter(({kind}) => kind === 'file')
    expect(files.length).toBeGreaterThan(40)
    for (const {path} of files) {
      const response = await ask(`/${path}`)
      expect([path, response.status]).toEqual([path, 200])
      const bytes = Buffer.from(await response.arrayBuffer())
      expect([path, sha256(bytes)]).toEqual([path, sha256((await reader.read(path))!)])
      expect([path, (await ask(`/${path}`, test.knee)).status]).toEqual([path, 404])
    }
    expect((await ask('/latest/')).status).toBe(200)
  })

  it('is listed with titles, and each article comes as it lies there', async () => {
    const {articles} = (await (await ask('/v1/manifest')).json()) as {
      articles: Array<{title: string; links: Record<string, string>}>
    }
    expect(articles.map(({title}) => title)).toEqual(['Hip pain', 'Knee pain'])
    for (const {links} of articles) {
      for (const href of Object.values(links)) {
        expect([href, (await ask(href)).status]).toEqual([href, 200])
      }
    }
    const {events} = (await (await ask('/v1/changes')).json()) as {events: Array<{type: string}>}
    expect(events.map(({type}) => type)).toEqual(['published', 'published'])
  })

  it('is gone where it was withdrawn, with the tombstone that the writer left', async () => {
    const {digest} = knee
    await write([hip], [knee])
    const tombstone = await (await ask('/tombstones/article-knee.en/tombstone.dsse.json')).text()
    for (const path of [
      `/bundles/${digest}.zip`,
      `/bundles/${digest}/data/edition.json`,
      '/v1/articles/article-knee',
      `/latest/${knee.manifest.pages[0]!.slug}.en/index.html`,
    ]) {
      const response = await ask(path)
      expect([path, response.status]).toEqual([path, 410])
      expect(await response.text()).toBe(tombstone)
    }
    expect((await ask(`/bundles/${digest}/tombstone.dsse.json`)).status).toBe(200)
    expect((await ask(`/bundles/${hip.digest}.zip`)).status).toBe(200)
  })
})
