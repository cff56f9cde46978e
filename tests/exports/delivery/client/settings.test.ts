import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {toBase64Url} from '#schemas'

import {readSettings, type PullSettings} from '../../../../exports/delivery/client/settings.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'marrow-settings-'))
})
afterAll(() => rmSync(root, {recursive: true, force: true}))

const key = toBase64Url(new Uint8Array(32).fill(7))

const read = (
  positionals: string[],
  values: Record<string, unknown> = {},
  env: NodeJS.ProcessEnv = {},
): Promise<PullSettings> =>
  readSettings(
    {positionals, values: {key, ...values}, env},
    {
      clock: () => '2026-06-01T12:00:00.000Z',
      fetch: globalThis.fetch,
      sleep: () => Promise.resolve(),
      signal: new AbortController().signal,
    },
  )

describe('the settings of a pull', () => {
  it('take a server, with a path or without, and a folder', async () => {
    const nameOf = async (from: string) => (await read([from, 'x'])).pull.source.name
    expect(await nameOf('https://press.example')).toBe('https://press.example/')
    expect(await nameOf('https://press.example/a/b')).toBe('https://press.example/a/b/')
    expect(await nameOf('http://127.0.0.1:8080/')).toBe('http://127.0.0.1:8080/')
    expect(await nameOf('file:///mnt/press')).toBe('/mnt/press')
    expect(await nameOf('/mnt/press')).toBe('/mnt/press')
  })

  it('take a key, a file with it, and a time', async () => {
    const file = join(root, 'root.pub')
    writeFileSync(file, `${key}\n`)
    const [one, other] = [await read(['/a', '/b']), await read(['/a', '/b'], {key: file})]
    expect(one.pull.root).toEqual(other.pull.root)
    expect(one.pull.pin).toBe(other.pull.pin)
    expect((await read(['/a', '/b'], {every: '5m'})).everyMs).toBe(300_000)
    expect(one.everyMs).toBeNull()
  })

  it.each([
    ['no folder', ['https://press.example'], {}],
    ['a third word', ['/a', '/b', '/c'], {}],
    ['no key', ['/a', '/b'], {key: ''}],
    ['a key that is none', ['/a', '/b'], {key: 'nonsense'}],
    ['a password in the address', ['https://a:b@press.example', '/b'], {}],
    ['a token in the address', ['https://press.example/?token=x', '/b'], {}],
    ['another protocol', ['ftp://press.example', '/b'], {}],
    ['a time without a unit', ['/a', '/b'], {every: '5'}],
    ['a time that is too short', ['/a', '/b'], {every: '0s'}],
    ['once and again', ['/a', '/b'], {every: '5m', once: true}],
    ['no number', ['/a', '/b'], {parallel: 'many'}],
    ['a token file that is not there', ['/a', '/b'], {'token-file': '/nowhere'}],
  ])('refuse %s', async (_, positionals, values) => {
    await expect(read(positionals, values)).rejects.toMatchObject({code: 'usage'})
  })

  it('allow http to this machine alone, unless told', async () => {
    const to = (host: string) => read([`http://${host}/`, '/b'])
    for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '[::1]']) await to(host)
    for (const host of ['press.example', '192.168.0.1', '127.0.0.1.evil.example', '0.0.0.0']) {
      await expect(to(host)).rejects.toMatchObject({code: 'insecure'})
    }
    await read(['http://press.example/', '/b'], {'insecure-http': true})
  })

  it('give the token to the server alone: not to hooks, not to messages', async () => {
    const env = {MARROW_TOKEN: 'mrw_secret', PATH: '/bin'}
    const {pull} = await read(['https://press.example', '/b'], {hook: ['/bin/true']}, env)
    expect(JSON.stringify([pull.env, pull.source.name, pull.hook])).not.toContain('mrw_secret')
    await expect(read(['/a', '/b'], {}, {MARROW_TOKEN: 'a b'})).rejects.not.toThrow('a b')
    expect((await read(['https://press.example', '/b'])).pull.acknowledge).toBeUndefined()
  })
})
