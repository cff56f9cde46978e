import {mkdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it, vi} from 'vitest'

import {startPush} from '../../../../cli/delivery/push/push-runner.ts'
import {receiver} from '../../webhooks/receiver.ts'
import {deliveryWorld, published, writeFeed} from './feeds.ts'
import {answering, idsOf, minute, pushWorld, soon} from './push-world.ts'

describe('a process that ends', () => {
  it('before the answer tells again after its next start, with the same id', async () => {
    const clinic = await receiver(() => undefined)
    const {out, start, read} = pushWorld(clinic)
    await writeFeed(out, 'knee.en', [published('a')])
    const first = start()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(1), soon)
    // What is on the disk at this moment is what a kill -9 leaves.
    expect(read('push-state.json').endpoints[0]).toMatchObject({
      told: 0,
      message: {seq: 1, round: 0, attempts: 0},
    })
    await first.close()
    start()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(2), soon)
    expect(new Set(idsOf(clinic)).size).toBe(1)
  })

  it('after the answer tells nothing twice', async () => {
    const clinic = await answering()
    const {out, start, read, skip} = pushWorld(clinic)
    await writeFeed(out, 'knee.en', [published('a')])
    const first = start()
    await vi.waitFor(() => expect(read('push-state.json')?.endpoints[0].told).toBe(1), soon)
    await first.close()
    skip(24 * 60 * minute)
    await start().consider()
    expect(clinic.got).toHaveLength(1)
  })
})

describe('a second process', () => {
  it('tells nobody while another does, and goes on from where that one ended', async () => {
    const clinic = await answering()
    const {out, start, logged, skip, read} = pushWorld(clinic)
    const before = await writeFeed(out, 'knee.en', [published('a')])
    const first = start()
    await vi.waitFor(() => expect(read('push-state.json')?.endpoints[0].told).toBe(1), soon)
    const second = start()
    await second.consider()
    await second.consider()
    expect(logged).toMatchObject([{fault: expect.stringContaining('telling publishers of news')}])
    await first.close()
    skip(minute)
    await writeFeed(out, 'knee.en', [published('b')], undefined, before)
    await second.consider()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(2), soon)
    expect(clinic.got.map(({body}) => body)).toEqual(['{"seq":1}', '{"seq":2}'])
  })
})

describe('what cannot be read or written', () => {
  it('ends the start where it is there from the beginning', () => {
    const files = deliveryWorld()
    files.put('webhooks.json', '{')
    const options = {home: files.home, out: files.out, clock: () => '', log: () => undefined}
    expect(() => startPush(options)).toThrow('webhooks.json:1:')
    files.put('webhooks.json', {format: 1, endpoints: []})
    files.put('push-state.json', '{"format":2}')
    expect(() => startPush(options)).toThrow(/push-state\.json cannot be read.*Delete it/)
  })

  it('is told once, and those who wait are told by what was read before', async () => {
    const clinic = await answering(500)
    const {out, start, skip, logged, put, endpoint} = pushWorld(clinic)
    await writeFeed(out, 'knee.en', [published('a')])
    const push = start()
    await vi.waitFor(() => expect(logged).toHaveLength(1), soon)
    put('webhooks.json', '{')
    skip(minute)
    await push.consider()
    await push.consider()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(2), soon)
    expect(logged.slice(1)).toMatchObject([
      {event: 'push', fault: expect.stringContaining('webhooks.json')},
    ])
    const other = await answering()
    put('webhooks.json', {
      format: 1,
      endpoints: [{...endpoint, url: other.url, allow: [other.host]}],
    })
    await push.consider()
    await vi.waitFor(() => expect(other.got).toHaveLength(1), soon)
  })

  it('of one endpoint keeps nobody else from being told, and is named once', async () => {
    const clinic = await answering()
    const {out, start, skip, logged, put, endpoint} = pushWorld(clinic)
    const before = await writeFeed(out, 'knee.en', [published('a')])
    const push = start()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(1), soon)
    const inside = {...endpoint, url: 'https://10.0.0.1/x', secretFiles: ['old.secret']}
    put('webhooks.json', {format: 1, endpoints: [inside, endpoint]})
    skip(minute)
    await writeFeed(out, 'knee.en', [published('b')], undefined, before)
    await push.consider()
    await push.consider()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(2), soon)
    expect(logged).toMatchObject([
      {
        event: 'push',
        publisher: 'clinic',
        url: 'https://10.0.0.1/x',
        fault: expect.stringContaining('`endpoints[0].url`: 10.0.0.1 is no address'),
      },
    ])
  })

  it('makes no storm on a full disk', async () => {
    const clinic = await answering()
    const {home, out, start, skip, logged} = pushWorld(clinic)
    const push = start()
    await push.consider()
    // Nothing can be moved onto a folder.
    rmSync(join(home.dir, 'delivery/push-state.json'), {force: true})
    mkdirSync(join(home.dir, 'delivery/push-state.json/in-the-way'), {recursive: true})
    await writeFeed(out, 'knee.en', [published('a')])
    await push.consider()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(1), soon)
    for (let n = 0; n < 5; n += 1) {
      skip(60 * minute)
      await push.consider()
    }
    expect(clinic.got).toHaveLength(1)
    expect(logged.length).toBeGreaterThan(0)
  })
})
