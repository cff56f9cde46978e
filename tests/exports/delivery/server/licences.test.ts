import {readlinkSync} from 'node:fs'
import {join} from 'node:path'

import {beforeEach, describe, expect, it} from 'vitest'

import {licencesText, parseLicences} from '../../../../exports/delivery/server/licence.ts'
import {speaks} from '../../../../exports/delivery/server/licensed-path.ts'
import {testDelivery, type TestDelivery} from './test-delivery.ts'

let test: TestDelivery

beforeEach(async () => {
  test = await testDelivery()
})

/** Every path of what one publisher has, and of its neighbour. */
const pathsOf = (name: 'knee' | 'hip') => {
  const {bundle} = test.entries[name]
  return [
    `/audiences/${name}.en.0h/head.dsse.json`,
    `/audiences/${name}.en.0h/index/1.dsse.json`,
    `/audiences/${name}.en.0h/feed/1.ndjson`,
    `/audiences/${name}.en.0h/current/article-${name}.en.json`,
    `/bundles/${bundle}.zip`,
    `/bundles/${bundle}/bundle.dsse.json`,
    `/bundles/${bundle}/data/index.html`,
    `/bundles/${bundle}/data/assets/one.svg`,
  ]
}
const browsing = ['/latest/', '/latest/article-knee.en/index.html']

describe('a licence', () => {
  it('shows each publisher its own, and nothing of its neighbour', async () => {
    for (const [token, own, other] of [
      [test.knee, 'knee', 'hip'],
      [test.hip, 'hip', 'knee'],
    ] as const) {
      for (const path of [...pathsOf(own), '/trust.dsse.json', '/marrow-repository.json']) {
        expect([path, (await test.ask(path, {token})).status]).toEqual([path, 200])
      }
      const unknown = await (await test.ask(`/bundles/${'0'.repeat(64)}.zip`, {token})).text()
      for (const path of [...pathsOf(other), ...browsing, '/audiences/all/head.dsse.json']) {
        const response = await test.ask(path, {token})
        expect([path, response.status]).toEqual([path, 404])
        expect(await response.text()).toBe(unknown)
      }
    }
  })

  it('lets who has everything browse', async () => {
    for (const path of [...browsing, pathsOf('knee')[4]!, pathsOf('hip')[5]!]) {
      expect((await test.ask(path, {token: test.everything})).status).toBe(200)
    }
  })

  it('shows a stranger nothing', async () => {
    for (const path of [...pathsOf('knee'), ...browsing, '/trust.dsse.json', '/nothing']) {
      expect((await test.ask(path)).status).toBe(401)
    }
  })

  it('keeps formats back that it does not have, and a zip with one of them', async () => {
    test.licences.set('knee', {...test.licences.get('knee')!, formats: ['json', 'jats']})
    const statusOf = async (file: string) =>
      (await test.ask(`/bundles/${test.entries.knee.bundle}${file}`, {token: test.knee})).status
    for (const file of ['article.json', 'article.jats.xml', 'assets/one.svg', 'edition.json']) {
      expect([file, await statusOf(`/data/${file}`)]).toEqual([file, 200])
    }
    for (const file of ['/data/index.html', '/data/article.txt', '.zip']) {
      expect([file, await statusOf(file)]).toEqual([file, 404])
    }
    test.licences.set('knee', {
      ...test.licences.get('knee')!,
      formats: ['html', 'json', 'jats', 'text'],
    })
    expect(await statusOf('.zip')).toBe(200)
  })

  it('keeps languages back that it does not have', async () => {
    test.licences.set('knee', {...test.licences.get('knee')!, languages: ['de']})
    const {status} = await test.ask(`/bundles/${test.entries.knee.bundle}.zip`, {token: test.knee})
    expect(status).toBe(404)
    const english = ['en', 'EN', 'en-GB', 'e'].map((range) => speaks([range], 'en'))
    expect(english).toEqual([true, true, false, false])
    expect([speaks(['en'], 'en-GB'), speaks(['pt-BR'], 'pt-br'), speaks([], 'x')]).toEqual([
      true,
      true,
      true,
    ])
  })

  it('of an audience that was never written shows nothing yet', async () => {
    for (const audience of ['new.en.0h', '']) {
      test.licences.set('knee', {...test.licences.get('knee')!, audience})
      expect((await test.ask('/trust.dsse.json', {token: test.knee})).status).toBe(404)
    }
  })

  it('shows what is left of an audience that it had before and that was closed, for as long as it may', async () => {
    const {knee} = test.entries
    const old = pathsOf('knee')
    test.licences.set('knee', {
      ...test.licences.get('knee')!,
      audience: 'hip.en.0h',
      former: [{audience: 'knee.en.0h', until: '2026-07-01T12:00:00.000Z'}],
    })
    const statusOf = async (path: string) => (await test.ask(path, {token: test.knee})).status
    // It goes on for others: then it is theirs alone.
    expect(await statusOf(old[0]!)).toBe(404)
    await test.repository.withdraw(['knee.en.0h', 'all'], knee)
    const tombstone = '/tombstones/article-knee.en/tombstone.dsse.json'
    for (const file of old.slice(0, 4)) expect([file, await statusOf(file)]).toEqual([file, 200])
    expect(await statusOf(tombstone)).toBe(200)
    for (const file of old.slice(4)) expect([file, await statusOf(file)]).toEqual([file, 404])
    expect((await test.ask(old[0]!, {token: test.hip})).status).toBe(404)
    test.now = '2026-07-01T12:00:00.000Z'
    expect([await statusOf(old[0]!), await statusOf(tombstone)]).toEqual([404, 404])
  })

  it('is read back as it was written, and a fault is named', () => {
    const licences = [...test.licences.values()]
    expect(parseLicences(licencesText(licences))).toEqual(licences)
    expect(() => parseLicences(licencesText([licences[0]!, licences[0]!]))).toThrow(/twice/)
    const outside = licencesText([{...licences[0]!, audience: '../all'}])
    expect(() => parseLicences(outside)).toThrow(/publishers\[0\]\.audience/)
  })
})

describe('what was withdrawn', () => {
  it('is gone with its tombstone, at every path it had', async () => {
    const {bundle} = test.entries.knee
    const tombstone = await test.repository.withdraw(['knee.en.0h', 'all'], test.entries.knee)
    for (const path of [`/bundles/${bundle}.zip`, `/bundles/${bundle}/data/index.html`]) {
      for (const method of ['GET', 'HEAD']) {
        const response = await test.ask(path, {token: test.knee, method})
        expect([path, response.status]).toEqual([path, 410])
        expect(await response.text()).toBe(method === 'GET' ? tombstone : '')
        expect(response.headers.get('cache-control')).toBe('private, no-cache')
        expect(response.headers.get('repr-digest')).toMatch(/^sha-256=:/)
      }
    }
    const kept = `/bundles/${bundle}/tombstone.dsse.json`
    expect((await test.ask(kept, {token: test.knee})).status).toBe(200)
    for (const path of [
      '/tombstones/article-knee.en/tombstone.dsse.json',
      '/tombstones/article-knee.en/index.html',
    ]) {
      expect((await test.ask(path, {token: test.knee})).status).toBe(200)
      expect((await test.ask(path, {token: test.hip})).status).toBe(404)
    }
    expect((await test.ask(kept, {token: test.hip})).status).toBe(404)
    expect((await test.ask(`/bundles/${bundle}.zip`, {token: test.hip})).status).toBe(404)
  })

  it('is gone from the pages to browse', async () => {
    await test.repository.withdraw(['all'], test.entries.knee)
    const page = '/latest/article-knee.en/index.html'
    expect((await test.ask(page, {token: test.everything})).status).toBe(410)
    const view = readlinkSync(join(test.repository.dir, 'latest'))
    const inView = `/${view}/article-knee.en/index.html`
    expect((await test.ask(inView, {token: test.everything})).status).toBe(410)
    // Caches must forget these, too, but they are there.
    for (const path of ['/latest/', '/latest/index.html', `/${view}/index.html`]) {
      expect([path, (await test.ask(path, {token: test.everything})).status]).toEqual([path, 200])
    }
  })

  it('is refused with conditions and ranges all the same', async () => {
    const path = `/bundles/${test.entries.knee.bundle}.zip`
    const tag = (await test.ask(path, {token: test.knee})).headers.get('etag')!
    await test.repository.withdraw(['knee.en.0h'], test.entries.knee)
    for (const headers of [{'if-none-match': tag}, {'if-none-match': '*'}, {range: 'bytes=0-1'}]) {
      expect((await test.ask(path, {token: test.knee, headers})).status).toBe(410)
    }
  })

  it('is never half there while it is taken out', async () => {
    const path = `/bundles/${test.entries.knee.bundle}/data/index.html`
    const withdrawal = test.repository.withdraw(['knee.en.0h'], test.entries.knee)
    const statuses = new Set<number>()
    const done = {isDone: false}
    void withdrawal.then(() => (done.isDone = true))
    while (!done.isDone) {
      const response = await test.ask(path, {token: test.knee})
      statuses.add(response.status)
      const text = await response.text()
      if (response.status === 200) expect(text).toMatch(/<img src="assets\/one.svg">$/)
    }
    statuses.add((await test.ask(path, {token: test.knee})).status)
    expect([...statuses].filter((status) => ![200, 404, 410].includes(status))).toEqual([])
    expect(statuses).toContain(410)
  })
})

describe('an embargo', () => {
  it('ends at its second, for who asks then and for nobody before', async () => {
    const opensAt = '2026-06-01T13:00:00.000Z'
    let opening: string | null = opensAt
    const settled: string[] = []
    const fresh = await testDelivery({
      nextOpening: () => opening,
      async settle(now) {
        settled.push(now)
        const entry = await fresh.repository.addBundle({
          id: 'article-new',
          files: {'article.txt': 'new'},
        })
        await fresh.repository.publish('knee.en.0h', [{type: 'published', entry}], now)
        opening = null
      },
    })
    const path = '/audiences/knee.en.0h/current/article-new.en.json'
    const statusOf = async () => (await fresh.ask(path, {token: fresh.knee})).status
    expect(await statusOf()).toBe(404)
    fresh.now = '2026-06-01T12:59:59.999Z'
    expect(await statusOf()).toBe(404)
    expect(settled).toEqual([])
    fresh.now = opensAt
    expect(await Promise.all([statusOf(), statusOf(), statusOf()])).toEqual([200, 200, 200])
    expect(settled).toEqual([opensAt])
  })

  it('ends at its second also for who saw it closed a moment before, whoever opened it', async () => {
    let opening: string | null = '2026-06-01T13:00:00.000Z'
    const fresh = await testDelivery({
      nextOpening: () => opening,
      settle: async () => undefined,
      limits: {freshMs: 60_000},
    })
    const path = '/audiences/knee.en.0h/head.dsse.json'
    const read = async () => {
      const head = await fresh.ask(path, {token: fresh.knee})
      const article = await fresh.ask('/v1/articles/article-new', {token: fresh.knee})
      return [head.headers.get('etag'), article.status]
    }
    const closed = await read()
    const entry = await fresh.repository.addBundle({id: 'article-new', files: {'article.txt': 'n'}})
    await fresh.repository.publish('knee.en.0h', [{type: 'published', entry}])
    expect(await read()).toEqual(closed)
    opening = null
    const [tag, status] = await read()
    expect(status).toBe(200)
    expect(tag).not.toBe(closed[0])
  })

  it('stays closed where the export fails, which is logged and tried again', async () => {
    let attempts = 0
    const fresh = await testDelivery({
      nextOpening: () => '2026-06-01T12:00:00.000Z',
      async settle() {
        attempts += 1
        throw new Error('the disk is full')
      },
    })
    const statusOf = async () => (await fresh.ask('/trust.dsse.json', {token: fresh.knee})).status
    expect(await statusOf()).toBe(200)
    expect(await statusOf()).toBe(200)
    expect(attempts).toBe(1)
    fresh.now = '2026-06-01T12:00:01.000Z'
    expect(await statusOf()).toBe(200)
    expect(attempts).toBe(2)
    expect(fresh.log.filter(({event}) => event === 'opening-failed')).toHaveLength(2)
  })
})
