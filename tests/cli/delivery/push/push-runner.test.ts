import {Webhook} from 'standardwebhooks'
import {describe, expect, it, vi} from 'vitest'

import {openAckFile} from '../../../../cli/delivery/push/ack-file.ts'
import {readPushState} from '../../../../cli/delivery/push/push-files.ts'
import {marrow} from '../../harness.ts'
import {nothing, receiver} from '../../webhooks/receiver.ts'
import {published, secretText, withdrawn, writeFeed} from './feeds.ts'
import {answering, idsOf, minute, pushWorld, soon} from './push-world.ts'

describe('a publisher', () => {
  it('is told of the newest event, signed so that the published library verifies it', async () => {
    const clinic = await answering()
    const {out, start, read} = pushWorld(clinic)
    await writeFeed(out, 'knee.en', [published('a'), published('b')])
    start()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(1), soon)
    const [{body, headers, path} = nothing] = clinic.got
    expect([body, path]).toEqual(['{"seq":2}', '/hook'])
    expect(headers['webhook-id']).toMatch(/^evt_[0-9a-f]{32}$/)
    expect(new Webhook(secretText(7).trim()).verify(body, headers)).toEqual({seq: 2})
    expect(() => new Webhook(secretText(8).trim()).verify(body, headers)).toThrow('No matching')
    expect(() => new Webhook(secretText(7).trim()).verify('{"seq":3}', headers)).toThrow(
      'No matching',
    )
    await vi.waitFor(() => expect(read('push-state.json').endpoints[0].told).toBe(2), soon)
  })

  it('may verify with the new secret or the old one while they change', async () => {
    const clinic = await answering()
    const {out, start} = pushWorld(clinic, ['clinic.secret', 'old.secret'])
    await writeFeed(out, 'knee.en', [published('a')])
    start()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(1), soon)
    const [{body, headers} = nothing] = clinic.got
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
    for (const byte of [7, 8]) {
      expect(new Webhook(secretText(byte).trim()).verify(body, headers)).toEqual({seq: 1})
    }
  })

  it('is told of what comes later as soon as somebody says that there is news', async () => {
    const clinic = await answering()
    const {out, start, skip} = pushWorld(clinic)
    const before = await writeFeed(out, 'knee.en', [published('a')])
    const push = start()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(1), soon)
    await push.consider()
    expect(clinic.got).toHaveLength(1)
    skip(minute)
    await writeFeed(out, 'knee.en', [withdrawn('a')], undefined, before)
    await push.consider()
    await vi.waitFor(() => expect(clinic.got.map(({body}) => body)).toContain('{"seq":2}'), soon)
    expect(new Set(idsOf(clinic)).size).toBe(2)
  })

  it('is not told what it has acknowledged, or where its audience is not there', async () => {
    const clinic = await answering()
    const {out, home, start} = pushWorld(clinic)
    const push = start()
    await push.consider()
    await openAckFile(home, () => 'knee.en').record('clinic', 1, '2026-03-01T09:00:00.000Z')
    await writeFeed(out, 'knee.en', [published('a')])
    await push.consider()
    expect(clinic.got).toEqual([])
  })
})

describe('a receiver', () => {
  it('that fails is told again with the same id, and reported without what is secret', async () => {
    const clinic = await answering(500, 503, 204)
    const {out, start, skip, logged} = pushWorld({...clinic, url: `${clinic.url}?key=hidden`})
    await writeFeed(out, 'knee.en', [published('a')])
    const push = start()
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await push.consider()
      await vi.waitFor(() => expect(clinic.got).toHaveLength(attempt), soon)
      await vi.waitFor(() => expect(logged).toHaveLength(Math.min(attempt, 2)), soon)
      skip(minute)
    }
    expect(new Set(idsOf(clinic)).size).toBe(1)
    expect(logged).toMatchObject([
      {event: 'push-failed', publisher: 'clinic', attempts: 1, fault: 'answers with 500'},
      {event: 'push-failed', attempts: 2, fault: 'answers with 503'},
    ])
    expect(JSON.stringify(logged)).not.toContain('hidden')
  })

  it('that is gone is told no more, until it is enabled', async () => {
    const clinic = await answering(410)
    const {out, home, start, skip, logged, read, clock} = pushWorld(clinic)
    const before = await writeFeed(out, 'knee.en', [published('a')])
    const push = start()
    await vi.waitFor(() => expect(logged).toMatchObject([{event: 'push-disabled'}]), soon)
    skip(99 * 60 * minute)
    await writeFeed(out, 'knee.en', [published('b')], undefined, before)
    await push.consider()
    expect(clinic.got).toHaveLength(1)
    const listed = await marrow(home.dir, ['webhooks', 'list', '--out', out])
    expect(listed.out).toContain('disabled since')
    await marrow(home.dir, ['webhooks', 'enable', 'clinic'], {at: clock()})
    await push.consider()
    await vi.waitFor(() => expect(clinic.got.at(-1)?.body).toBe('{"seq":2}'), soon)
    await vi.waitFor(() => expect(read('push-state.json').endpoints[0].told).toBe(2), soon)
  })

  it('that hangs, or redirects to what is inside, is told again later', async () => {
    const inside = await answering()
    for (const [answer, fault] of [
      [() => undefined, 'did not answer in time'],
      [inside.url.replace('127.0.0.1', 'localhost'), 'is called by https alone'],
      [inside.url, 'is called by https alone'],
    ] as const) {
      const clinic = await receiver(
        typeof answer === 'string'
          ? (_, response) => response.writeHead(307, {location: answer}).end()
          : answer,
      )
      const {out, start, logged} = pushWorld(clinic)
      await writeFeed(out, 'knee.en', [published('a')])
      start({timeoutMs: 100})
      await vi.waitFor(() => expect(logged[0]?.['fault']).toContain(fault), soon)
    }
    expect(inside.got).toEqual([])
  })

  it('that answers without end has been told', async () => {
    const clinic = await receiver((_, response) => {
      response.writeHead(200)
      const more = () => {
        let isFull = false
        while (!isFull && !response.destroyed) isFull = !response.write(Buffer.alloc(1 << 20))
        if (isFull) response.once('drain', more)
      }
      more()
    })
    const {out, start, read} = pushWorld(clinic)
    await writeFeed(out, 'knee.en', [published('a')])
    start()
    await vi.waitFor(() => expect(read('push-state.json')?.endpoints[0].told).toBe(1), soon)
  })

  it('that was down for three days is told once, of the newest of many events', async () => {
    const clinic = await answering(500)
    const {out, start, skip, logged} = pushWorld(clinic)
    const before = await writeFeed(out, 'knee.en', [published('a')])
    const first = start()
    await vi.waitFor(() => expect(logged).toHaveLength(1), soon)
    await first.close()
    const news = Array.from({length: 249}, (_, n) => published(`a${n}`))
    await writeFeed(out, 'knee.en', news, undefined, before)
    skip(72 * 60 * minute)
    const second = start()
    await vi.waitFor(() => expect(clinic.got).toHaveLength(2), soon)
    for (let hours = 0; hours < 3; hours += 1) {
      skip(60 * minute)
      await second.consider()
    }
    expect(clinic.got.map(({body}) => body)).toEqual(['{"seq":1}', '{"seq":250}'])
  })
})

describe('a safety withdrawal', () => {
  it('is pushed again, with an id of its own, until it is acknowledged', async () => {
    const clinic = await answering()
    const {out, home, start, skip, clock} = pushWorld(clinic)
    await writeFeed(out, 'knee.en', [published('a'), withdrawn('a')], clock())
    const push = start()
    // What was answered is kept, too: an answer that is read after the clock moved counts from then.
    const hears = (count: number) =>
      vi.waitFor(() => {
        expect(clinic.got).toHaveLength(count)
        expect(readPushState(home).endpoints[0]?.message).toBeNull()
      }, soon)
    await hears(1)
    for (const [wait, count] of [
      [5, 2],
      [10, 3],
      [15, 4],
      [30, 5],
    ] as const) {
      skip(wait * minute)
      await push.consider()
      await hears(count)
    }
    expect(new Set(clinic.got.map(({body}) => body))).toEqual(new Set(['{"seq":2}']))
    expect(new Set(idsOf(clinic)).size).toBe(5)
    await openAckFile(home, () => 'knee.en').record('clinic', 2, clock())
    skip(48 * 60 * minute)
    await push.consider()
    expect(clinic.got).toHaveLength(5)
  })
})
