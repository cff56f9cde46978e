import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeEach, describe, expect, it} from 'vitest'

import type {Licence} from '../../../../exports/delivery/server/licence.ts'
import {licencesText} from '../../../../exports/delivery/server/licence.ts'
import {marrow, temporaryFolder} from '../../harness.ts'

let home: string

const licence: Licence = {
  id: 'publisher-knee',
  name: 'Knee Press',
  audience: 'knee.en.0h',
  collections: ['knee'],
  languages: ['en'],
  formats: [],
  embargoHours: 0,
}

beforeEach(() => {
  home = join(temporaryFolder(), 'home')
  mkdirSync(join(home, 'delivery'), {recursive: true, mode: 0o700})
  writeFileSync(join(home, 'delivery', 'publishers.json'), licencesText([licence]))
})

const issue = (...words: string[]) => marrow(home, ['tokens', 'issue', ...words])
const file = () => join(home, 'delivery', 'tokens.json')

describe('tokens', () => {
  it('are shown once, on standard output, and kept as hashes for their owner alone', async () => {
    const {exit, out, error} = await issue('publisher-knee')
    expect(exit).toBe(0)
    expect(out).toMatch(/^mrw_[\w-]{43}$/)
    expect(error).toMatch(/Shown this once/)
    expect(error).not.toContain(out)
    expect(readFileSync(file(), 'utf8')).not.toContain(out.slice(4, 20))
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    const listed = await marrow(home, ['tokens', 'list'])
    expect(listed.out).toMatch(/publisher-knee .* never .* live/)
    expect(listed.out).not.toContain(out.slice(4, 20))
  })

  it('are two at most, so that they can be changed over', async () => {
    const first = await issue('publisher-knee', '--json')
    await issue('publisher-knee')
    const third = await issue('publisher-knee')
    expect(third.exit).toBe(1)
    expect(third.error).toMatch(/two|2 live tokens .*revoke one first/)
    const {id} = first.json() as {id: string}
    expect((await marrow(home, ['tokens', 'revoke', id])).exit).toBe(0)
    expect((await issue('publisher-knee')).exit).toBe(0)
    expect((await marrow(home, ['tokens', 'list'])).out).toMatch(new RegExp(`${id} .* revoked`))
  })

  it('end when they are told to', async () => {
    const days = await issue('publisher-knee', '--expires', '90d', '--json')
    expect(days.json()).toMatchObject({expiresAt: '2026-05-31T09:00:00.000Z'})
    const instant = await issue('--operator', '--expires', '2026-12-31T00:00:00Z', '--json')
    expect(instant.json()).toMatchObject({expiresAt: '2026-12-31T00:00:00.000Z'})
    expect(instant.json()).not.toHaveProperty('publisher')
    expect((await issue('publisher-knee', '--expires', '2020-01-01')).exit).toBe(1)
    expect((await issue('publisher-knee', '--expires', 'soon')).exit).toBe(2)
  })

  it('are for publishers that are known', async () => {
    const unknown = await issue('publisher-hip')
    expect(unknown).toMatchObject({exit: 1, error: expect.stringContaining('publisher-knee')})
    const empty = join(temporaryFolder(), 'empty')
    const early = await marrow(empty, ['tokens', 'issue', 'publisher-knee'])
    expect(early).toMatchObject({exit: 1, error: expect.stringContaining('export')})
  })

  it.each([[[]], [['issue']], [['revoke']], [['steal']], [['issue', 'a', 'b']], [['list', 'x']]])(
    'take their words: %j',
    async (words) => {
      expect((await marrow(home, ['tokens', ...words])).exit).toBe(2)
    },
  )

  it('of a file that cannot be read are a fault that names it', async () => {
    writeFileSync(file(), '{"format":1}')
    expect(await marrow(home, ['tokens', 'list'])).toMatchObject({
      exit: 1,
      error: expect.stringContaining('tokens.json'),
    })
    expect((await marrow(home, ['tokens', 'revoke', 't1'])).exit).toBe(1)
  })
})
