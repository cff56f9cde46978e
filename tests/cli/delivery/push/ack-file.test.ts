import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {openAckFile} from '../../../../cli/delivery/push/ack-file.ts'
import {homeAt} from '../../../../cli/home/paths.ts'
import {temporaryFolder} from '../../harness.ts'

const [early, late] = ['2026-03-01T09:00:00.000Z', '2026-03-01T10:00:00.000Z']

function world(audiences: Record<string, string> = {clinic: 'knee.en', hospital: 'all'}) {
  const home = homeAt({MARROW_HOME: temporaryFolder()})
  const open = () => openAckFile(home, (publisher) => audiences[publisher] ?? null)
  return {audiences, home, path: join(home.dir, 'delivery/acks.json'), open}
}

describe('acknowledgements', () => {
  it('are kept across restarts, for their owner alone to read', async () => {
    const {open, path} = world()
    await open().record('hospital', 7, early)
    await open().record('clinic', 3, late, 'applied', 'fine')
    expect(await open().latest('hospital')).toEqual({seq: 7, at: early})
    expect(await open().list()).toEqual([
      {publisher: 'clinic', audience: 'knee.en', seq: 3, at: late},
      {publisher: 'hospital', audience: 'all', seq: 7, at: early},
    ])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('only ever rise', async () => {
    const {open, path} = world()
    const acks = open()
    expect(await acks.latest('clinic')).toBeNull()
    await acks.record('clinic', 7, early)
    const before = readFileSync(path, 'utf8')
    await acks.record('clinic', 5, late)
    await acks.record('clinic', 7, late)
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(await acks.latest('clinic')).toEqual({seq: 7, at: early})
  })

  it('lose none of many that come at once', async () => {
    const {open} = world(Object.fromEntries(Array.from({length: 30}, (_, n) => [`p${n}`, 'all'])))
    await Promise.all(Array.from({length: 30}, (_, n) => open().record(`p${n}`, n + 1, early)))
    expect(await open().list()).toHaveLength(30)
  })

  it('of what could not be taken over acknowledge nothing', async () => {
    const {open} = world()
    await open().record('clinic', 2, early, 'failed', `no disk ${'x'.repeat(1000)}`)
    expect(await open().latest('clinic')).toBeNull()
    const [ack] = await open().list()
    expect(ack).toMatchObject({seq: 0, failed: {seq: 2, at: early}})
    expect(ack?.failed?.message).toHaveLength(500)
    await open().record('clinic', 2, late)
    expect(await open().list()).toEqual([
      {publisher: 'clinic', audience: 'knee.en', seq: 2, at: late},
    ])
    await open().record('clinic', 3, late, 'failed')
    expect(await open().latest('clinic')).toEqual({seq: 2, at: late})
  })

  it('are read again whatever a publisher says in them', async () => {
    const {open} = world()
    for (const message of [
      '\u{1F9B4}'.repeat(300),
      `x${'\u{1F9B4}'.repeat(300)}`,
      '\uD800',
      '\0"\\',
    ]) {
      await open().record('clinic', 2, early, 'failed', message)
      expect((await open().list())[0]?.failed?.message).toBe(
        message.slice(0, 500).replaceAll('\0', '\uFFFD').toWellFormed(),
      )
    }
  })

  it('in another feed count no more', async () => {
    const {open, audiences} = world()
    await open().record('clinic', 90, early)
    audiences['clinic'] = 'hip.en'
    expect(await open().latest('clinic')).toBeNull()
    await open().record('clinic', 4, late)
    expect(await open().latest('clinic')).toEqual({seq: 4, at: late})
  })

  it('of a stranger are refused', async () => {
    await expect(world().open().record('nobody', 1, early)).rejects.toThrow('no publisher nobody')
  })

  it.each(['{', '{"format":1,"acks":[{"publisher":"a"}]}', '{"format":2,"acks":[]}'])(
    'in a file that cannot be read, such as %s, are named with a remedy',
    async (text) => {
      const {open, path, home} = world()
      mkdirSync(join(home.dir, 'delivery'))
      writeFileSync(path, text)
      await expect(open().list()).rejects.toThrow(/acks\.json cannot be read: .*Delete it/)
    },
  )
})
