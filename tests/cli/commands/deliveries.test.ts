import {rmSync} from 'node:fs'

import {Webhook} from 'standardwebhooks'
import {describe, expect, it} from 'vitest'

import {openAckFile} from '../../../cli/delivery/push/ack-file.ts'
import {
  deliveryWorld,
  published,
  publishersFile,
  secretText,
  withdrawn,
  writeFeed,
} from '../delivery/push/feeds.ts'
import {marrow} from '../harness.ts'
import {nothing, receiver} from '../webhooks/receiver.ts'

const withdrawnAt = '2026-03-01T09:00:00.000Z'

async function withdrawnWorld() {
  const world = deliveryWorld()
  world.put('publishers.json', publishersFile({clinic: 'knee.en', hospital: 'all'}))
  const news = [published('a'), withdrawn('a'), published('b')]
  for (const audience of ['knee.en', 'all']) {
    await writeFeed(world.out, audience, news, withdrawnAt)
  }
  const acks = openAckFile(world.home, (id) => (id === 'clinic' ? 'knee.en' : 'all'))
  const status = (at: string, ...words: string[]) => {
    return marrow(world.home.dir, ['status', '--deliveries', '--out', world.out, ...words], {at})
  }
  return {...world, acks, status}
}

describe('status --deliveries', () => {
  it('tells how far publishers are, and exits with 1 past the deadline of a safety withdrawal', async () => {
    const {acks, status} = await withdrawnWorld()
    await acks.record('hospital', 3, withdrawnAt)
    const early = await status('2026-03-02T09:00:00Z')
    expect(early.exit).toBe(0)
    expect(early.out).toMatch(/clinic +knee\.en +3 +- +3/)
    expect(early.out).toMatch(/hospital +all +3 +3 +0/)
    expect(early.out).toContain(
      'clinic: event 2, the safety withdrawal of a (en, edition 1), is not acknowledged after 24 h 0 min',
    )
    const late = await status('2026-03-02T09:00:01Z')
    expect(late.exit).toBe(1)
    expect(late.out).toContain('PAST THE DEADLINE of 24 h')
    await acks.record('clinic', 1, withdrawnAt)
    expect((await status('2026-03-02T09:00:01Z')).exit).toBe(1)
    await acks.record('clinic', 2, withdrawnAt, 'failed', 'no disk')
    const failed = await status('2026-03-02T09:00:01Z')
    expect([failed.exit, failed.out]).toEqual([
      1,
      expect.stringContaining('could not take over event 2'),
    ])
    await acks.record('clinic', 2, withdrawnAt)
    expect((await status('2026-04-02T09:00:01Z')).exit).toBe(0)
  })

  it('takes another deadline, and has an answer for machines', async () => {
    const {put, status} = await withdrawnWorld()
    put('webhooks.json', {format: 1, deadlineHours: 2, endpoints: []})
    const late = await status('2026-03-01T11:00:01Z', '--json')
    expect(late.exit).toBe(1)
    expect(late.json()).toMatchObject({
      isLate: true,
      deadlineHours: 2,
      publishers: [
        {publisher: 'clinic', lag: 3, unacknowledged: [{article: 'a', isLate: true}]},
        {publisher: 'hospital'},
      ],
    })
  })

  it('names endpoints that fail or are disabled, without what is secret in their address', async () => {
    const {put, status} = await withdrawnWorld()
    const kept = {publisher: 'clinic', told: 0, toldAt: null, message: null, disabled: null}
    const failing = {since: withdrawnAt, at: withdrawnAt, fault: 'answers with 500'}
    put('push-state.json', {
      format: 1,
      publishers: [],
      endpoints: [
        {...kept, url: 'https://a.example/hook?key=hidden', failing},
        {...kept, url: 'https://b.example/', failing: null, disabled: {at: withdrawnAt}},
      ],
    })
    const {out} = await status('2026-03-01T10:00:00Z')
    expect(out).toContain('failing, disabled')
    expect(out).toContain(`https://a.example/hook?… fails since ${withdrawnAt}: answers with 500`)
    expect(out).toContain('`webhooks enable clinic` tells it again')
    expect(out).not.toContain('hidden')
    expect((await status('2026-03-01T10:00:00Z', '--json')).out).not.toContain('hidden')
  })

  it('names an endpoint that cannot be told, beside all the others', async () => {
    const {put, out, home, status} = await withdrawnWorld()
    put('clinic.secret', secretText(7))
    const good = {
      publisher: 'clinic',
      url: 'https://clinic.example/',
      secretFiles: ['clinic.secret'],
    }
    const inside = {...good, url: 'https://10.0.0.1/x?key=hidden'}
    put('webhooks.json', {format: 1, endpoints: [inside, good]})
    const told = /clinic https:\/\/10\.0\.0\.1\/x\?… is not told: .*endpoints\[0\]\.url/
    const report = await status('2026-03-01T10:00:00Z')
    expect(report.exit).toBe(1)
    expect(report.out).toMatch(/hospital +all +3/)
    expect(report.out).toMatch(told)
    const listed = await marrow(home.dir, ['webhooks', 'list', '--out', out])
    expect(listed.exit).toBe(1)
    expect(listed.out).toMatch(/clinic +https:\/\/clinic\.example\/ +one secret/)
    expect(listed.out).toMatch(told)
    expect(`${report.out}${listed.out}`).not.toContain('hidden')
    put('webhooks.json', {format: 1, endpoints: [inside]})
    const enabled = await marrow(home.dir, ['webhooks', 'enable', 'clinic'])
    expect([enabled.exit, enabled.error]).toEqual([1, expect.stringContaining('10.0.0.1')])
  })

  it('exits with 1 for an audience that the repository does not have, and a broken feed', async () => {
    const {put, out, status} = await withdrawnWorld()
    put('publishers.json', publishersFile({clinic: 'hip.en'}))
    const missing = await status('2026-03-01T10:00:00Z')
    expect([missing.exit, missing.out]).toEqual([
      1,
      expect.stringContaining('has no audience hip.en'),
    ])
    await writeFeed(out, 'hip.en', [published('a')])
    rmSync(`${out}/audiences/hip.en/feed/1.ndjson`)
    const broken = await status('2026-03-01T10:00:00Z')
    expect([broken.exit, broken.error]).toEqual([1, expect.stringContaining('page 1 of hip.en')])
    put('publishers.json', publishersFile({}))
    expect((await status('2026-03-01T10:00:00Z')).exit).toBe(0)
  })

  it('says where it looked for a repository', async () => {
    const {home} = deliveryWorld()
    const printed = await marrow(home.dir, ['status', '--deliveries', '--out', '/nowhere/at-all'])
    expect([printed.exit, printed.error]).toEqual([1, expect.stringContaining('/nowhere/at-all')])
  })
})

describe('webhooks', () => {
  it('test tells an endpoint now, and shows what it says', async () => {
    const {put, out, home} = await withdrawnWorld()
    const clinic = await receiver((_, response) => {
      response.writeHead(clinic.got.length > 1 ? 500 : 200).end('hello \u001b[31m')
    })
    put('clinic.secret', secretText(7))
    const endpoint = {publisher: 'clinic', url: clinic.url, allow: [clinic.host]}
    put('webhooks.json', {format: 1, endpoints: [{...endpoint, secretFiles: ['clinic.secret']}]})
    const at = new Date().toISOString()
    const test = () => marrow(home.dir, ['webhooks', 'test', 'clinic', '--out', out], {at})
    const took = await test()
    expect([took.exit, took.out]).toEqual([
      0,
      expect.stringContaining('took it: answers with 200: hello'),
    ])
    expect(took.out).not.toContain('\u001b')
    const [{body, headers} = nothing] = clinic.got
    expect(new Webhook(secretText(7).trim()).verify(body, headers)).toEqual({seq: 3})
    const failed = await test()
    expect([failed.exit, failed.out]).toEqual([1, expect.stringContaining('did not take it')])
    const listed = await marrow(home.dir, ['webhooks', 'list', '--out', out])
    expect(listed.out).toMatch(/clinic +http:\/\/127\.0\.0\.1:\d+\/hook +one secret +not told yet/)
  })

  it('names what is wrong', async () => {
    const {home, out, put} = await withdrawnWorld()
    const webhooks = (...words: string[]) => marrow(home.dir, ['webhooks', ...words])
    expect((await webhooks('list', '--out', out)).out).toContain('There are no webhooks')
    expect((await webhooks('enable', 'clinic')).error).toContain('no endpoint of clinic')
    expect((await webhooks('enable')).exit).toBe(2)
    expect((await webhooks()).exit).toBe(2)
    expect((await webhooks('toString')).exit).toBe(2)
    put('nobody.secret', secretText(1))
    const endpoint = {
      publisher: 'nobody',
      url: 'https://x.example/',
      secretFiles: ['nobody.secret'],
    }
    put('webhooks.json', {format: 1, endpoints: [endpoint]})
    expect((await webhooks('list', '--out', out)).out).toContain('no publisher of this home')
  })
})
