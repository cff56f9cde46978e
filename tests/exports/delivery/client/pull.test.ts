import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeEach, describe, expect, it} from 'vitest'

import {worldWith} from '../../bundle/world.ts'
import {usePress, type Press} from './press.ts'
import {codesOf, pullOnce, seenIn} from './puller.ts'
import {serveFolder} from './serve-folder.ts'

const press = usePress(['knee', 'hip'], {passkey: true})
let {world, knee, knee2, hip, root, dir, repository, server} = {} as Press
beforeEach(() => {
  ;({world, knee, knee2, hip, root, dir, repository, server} = press())
})

describe('pull', () => {
  it('takes over what is published, from a server and from a folder alike', async () => {
    for (const from of [server.url, repository.dir, `file://${repository.dir}`]) {
      const into = join(root, from.replaceAll(/\W/g, '-'))
      const report = await pullOnce({from, dir: into, rootKey: world.rootKey})
      expect(report.faults).toEqual([])
      expect(report).toMatchObject({ok: true, isStale: false, seq: 2, events: 2})
      expect(seenIn(into)).toEqual({'hip.en': 'hip.1', 'knee.en': 'knee.1'})
    }
  })

  it('does nothing when nothing is new, and asks for three small files', async () => {
    const puller = {from: server.url, dir, rootKey: world.rootKey}
    await pullOnce(puller)
    server.requests.length = 0
    expect(await pullOnce(puller)).toMatchObject({ok: true, seq: 2, events: 0})
    expect(server.requests.map(({path}) => path)).toEqual([
      'roots/2.ndjson',
      'trust.dsse.json',
      'audiences/all/head.dsse.json',
    ])
  })

  it('brings a new edition, and hides what is withdrawn', async () => {
    const puller = {from: server.url, dir, rootKey: world.rootKey}
    await pullOnce(puller)
    await repository.publish(knee2)
    expect(await pullOnce(puller)).toMatchObject({ok: true, events: 1})
    expect(seenIn(dir)).toEqual({'hip.en': 'hip.1', 'knee.en': 'knee.2'})

    await repository.withdraw(hip)
    const report = await pullOnce(puller)
    expect(report).toMatchObject({ok: true, withdrawn: ['hip.en'], shown: ['knee.en']})
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.2'})
    expect(existsSync(join(dir, 'bundles', hip.digest))).toBe(false)
    const tombstone = JSON.parse(readFileSync(join(dir, 'withdrawn/hip.en.json'), 'utf8')) as object
    expect(tombstone).toMatchObject({article: 'hip', notice: 'The dose in this article was wrong.'})
  })

  it('hides a withdrawn article although a download fails, and fetches that later', async () => {
    const puller = {from: server.url, dir, rootKey: world.rootKey}
    await pullOnce(puller)
    await repository.publish(knee2)
    await repository.withdraw(hip)
    server.trick = (path, _, response) => {
      if (!path.startsWith('bundles/')) return false
      response.writeHead(503).end()
      return true
    }
    const report = await pullOnce(puller)
    expect(codesOf(report)).toEqual(['unreachable'])
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
    server.trick = () => false
    expect(await pullOnce(puller)).toMatchObject({ok: true, events: 0})
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.2'})
  })

  it('takes what a writer finishes while it reads', async () => {
    const puller = {from: server.url, dir, rootKey: world.rootKey}
    await pullOnce(puller)
    const old = readFileSync(join(repository.dir, 'trust.dsse.json'))
    repository.world = await worldWith(world, {...world.trust, version: 2})
    await repository.publish(knee2)
    let asked = 0
    server.trick = (path, _, response) => {
      if (path !== 'trust.dsse.json') return false
      asked += 1
      if (asked === 1) response.end(old)
      return asked === 1
    }
    expect(await pullOnce(puller)).toMatchObject({ok: true, events: 1})
    expect(seenIn(dir)).toMatchObject({'knee.en': 'knee.2'})
  })

  it('looks again when a bundle is gone that was there when it read the head', async () => {
    const puller = {from: server.url, dir, rootKey: world.rootKey}
    let isGone = false
    server.trick = async (path, _, response) => {
      if (isGone || !path.startsWith('bundles/')) return false
      isGone = true
      await repository.withdraw(hip)
      response.writeHead(410).end()
      return true
    }
    expect(await pullOnce(puller)).toMatchObject({ok: true, withdrawn: ['hip.en']})
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
  })

  it('brings nothing back by a clock that was put back', async () => {
    const soon = new Date(Date.parse(knee.manifest.validUntil!) - 1000).toISOString()
    const expires = new Date(Date.parse(soon) + 7 * 24 * 3_600_000).toISOString()
    await repository.refresh({issued: soon, expires})
    const puller = {from: server.url, dir, rootKey: world.rootKey}
    await pullOnce({...puller, now: soon})
    const after = new Date(Date.parse(soon) + 2000).toISOString()
    await repository.refresh({issued: after, expires})
    expect((await pullOnce({...puller, now: after})).ranOut).toContain('knee.en')
    const back = await pullOnce({...puller, now: '2016-01-01T00:00:00.000Z'})
    expect(back).toMatchObject({ok: true, ranOut: expect.arrayContaining(['knee.en'])})
    expect(seenIn(dir)).not.toHaveProperty('knee.en')
  })

  it('hides what has run out, offline too, and brings it back when its clock was wrong', async () => {
    const puller = {from: server.url, dir, rootKey: world.rootKey}
    await pullOnce(puller)
    await server.close()
    const until = [knee, hip].map(({manifest}) => Date.parse(manifest.validUntil!))
    const late = new Date(Math.max(...until)).toISOString()
    const offline = await pullOnce({...puller, now: late})
    expect(offline).toMatchObject({ok: false, isStale: true, ranOut: ['hip.en', 'knee.en']})
    expect(seenIn(dir)).toEqual({})
    server = await serveFolder(repository.dir)
    press().server = server
    await pullOnce({...puller, from: server.url})
    expect(seenIn(dir)).toEqual({'hip.en': 'hip.1', 'knee.en': 'knee.1'})
  })
})
