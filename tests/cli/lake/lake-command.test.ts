import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {createClient} from '@sanity/client'
import {afterAll, describe, expect, it} from 'vitest'

import {homeAt} from '../../../cli/home/paths.ts'
import {lakeHomeOf} from '../../../cli/lake/lake-home.ts'
import {marrow, sampleHome, temporaryFolder} from '../harness.ts'
import {toNdjsonHome} from '../store-of.ts'
import {endAll, startLake} from './run-lake.ts'

afterAll(endAll)

describe('marrow lake', () => {
  it('runs on an empty home, prints its administrator once, and ends when told to', async () => {
    const home = join(temporaryFolder(), 'home')
    const {running} = lakeHomeOf(homeAt({MARROW_HOME: home}))
    const first = await startLake(home)
    const password = /shown this once: (\S+)/.exec(first.out())?.[1] ?? ''
    expect(password).toMatch(/^[\w-]{20}$/)
    expect(statSync(running).mode & 0o777).toBe(0o600)
    expect((await fetch(`${first.url}/ping`)).status).toBe(200)

    const {providers} = await (await fetch(`${first.url}/v1/auth/providers`)).json()
    expect(providers[0].url, 'it knows its own port').toContain(new URL(first.url).host)

    const again = await marrow(home, ['lake', '--port', '0'])
    expect(again).toMatchObject({exit: 3, error: expect.stringContaining('running the lake')})

    expect(await first.end('SIGINT')).toBe(0)
    expect(existsSync(running)).toBe(false)
    const second = await startLake(home)
    expect(second.out()).not.toContain('administrator')
    expect(await second.end()).toBe(0)
    for (const text of [first.out(), first.error(), second.out(), second.error()]) {
      expect(text).not.toMatch(/m[ts]_[\w-]{20}/)
    }
  })

  it('starts again at once after it was killed', async () => {
    const home = join(temporaryFolder(), 'home')
    const first = await startLake(home)
    await first.end('SIGKILL')
    const second = await startLake(home)
    expect(await second.end()).toBe(0)
  })

  it('takes an older home over, and other commands read it while it runs', async () => {
    const home = await sampleHome()
    const before = (await marrow(home, ['status', '--json'])).json()
    toNdjsonHome(home)
    const lake = await startLake(home)
    expect(lake.out()).toMatch(/\d+ documents of .*dataset\.ndjson were taken over/)
    const running = (await marrow(home, ['status', '--json'])).json()
    expect(running.articles.length).toBeGreaterThan(3)
    expect(running).toEqual(before)
    expect(await lake.end()).toBe(0)
  })

  it('refuses a port that is taken, and says so', async () => {
    const lake = await startLake(join(temporaryFolder(), 'home'))
    const {port} = new URL(lake.url)
    const other = await marrow(join(temporaryFolder(), 'home'), ['lake', '--port', port])
    expect(other).toMatchObject({exit: 1, error: expect.stringContaining('in use')})
    await lake.end()
  })

  it.each([
    [['lake', '--port', 'x'], /--port/],
    [['lake', 'import'], /one file/],
    [['lake', 'fly', 'x'], /import/],
  ])('%j is wrong usage', async (words, told) => {
    const {exit, error} = await marrow(join(temporaryFolder(), 'home'), words)
    expect(exit).toBe(2)
    expect(error).toMatch(told)
  })
})

describe('marrow users', () => {
  it('lets nobody be, or act as, the user that may write in the name of others', async () => {
    const home = await sampleHome()
    const person = ['--name', 'Mallory', '--email', 'mallory@example.com', '--role', 'viewer']
    for (const words of [
      ['add', 'marrow', ...person, '--no-password'],
      ['password', 'marrow'],
      ['token', 'marrow'],
      ['roles', 'marrow', '--role', 'viewer'],
    ]) {
      const {exit, error} = await marrow(home, ['users', ...words])
      expect([exit, error], words[0]).toEqual([1, expect.stringContaining('Marrow itself')])
    }
  })

  async function lakeHome() {
    const home = join(temporaryFolder(), 'home')
    const lake = await startLake(home)
    return {home, lake}
  }

  function fileWith(text: string): string {
    const path = join(temporaryFolder(), 'password')
    writeFileSync(path, text)
    return path
  }

  it('adds, lists, tokens, disables: at once, while the lake runs', async () => {
    const {home, lake} = await lakeHome()
    const env = {MARROW_PASSWORD_FILE: fileWith('a long enough phrase\n')}
    const words = ['users', 'add', 'ada', '--name', 'Ada', '--email', 'ada@example.com']
    const added = await marrow(home, [...words, '--role', 'editor'], {env})
    expect(added.exit, added.error).toBe(0)

    const issued = (
      await marrow(home, ['users', 'token', 'ada', '--label', 'test', '--json'])
    ).json()
    const client = createClient({
      projectId: 'local',
      dataset: 'production',
      apiVersion: '2025-02-19',
      apiHost: lake.url,
      useProjectHostname: false,
      useCdn: false,
      token: issued.token,
      maxRetries: 0,
    })
    expect(await client.users.getById('me')).toMatchObject({id: 'ada', role: 'editor'})

    const listed = await marrow(home, ['users', 'list', '--json'])
    expect(listed.json()).toContainEqual(expect.objectContaining({id: 'ada', password: true}))
    expect(listed.out).not.toContain('scrypt')
    expect((await marrow(home, ['users', 'tokens', 'ada'])).out).not.toContain(issued.token)

    await marrow(home, ['users', 'roles', 'ada', '--role', 'viewer'])
    expect(await client.users.getById('me')).toMatchObject({role: 'viewer'})
    await marrow(home, ['users', 'disable', 'ada'])
    await expect(client.users.getById('me')).rejects.toMatchObject({statusCode: 401})
    await marrow(home, ['users', 'enable', 'ada'])
    await marrow(home, ['users', 'revoke', issued.id])
    await expect(client.users.getById('me')).rejects.toMatchObject({statusCode: 401})
    await lake.end()
    const {store} = lakeHomeOf(homeAt({MARROW_HOME: home}))
    expect(readFileSync(store, 'latin1')).not.toContain(issued.token)
  })

  it('takes no password from the command line, and refuses a short one', async () => {
    const {home, lake} = await lakeHome()
    const words = [
      'users',
      'add',
      'bob',
      '--name',
      'Bob',
      '--email',
      'b@example.com',
      '--role',
      'editor',
    ]
    expect((await marrow(home, [...words, '--password', 'x'])).exit).toBe(2)
    expect((await marrow(home, words)).error).toContain('MARROW_PASSWORD_FILE')
    const short = await marrow(home, words, {env: {MARROW_PASSWORD_FILE: fileWith('short')}})
    expect(short).toMatchObject({exit: 1, error: expect.stringContaining('12')})
    const wrong = await marrow(home, [...words.slice(0, -1), 'king', '--no-password'])
    expect(wrong).toMatchObject({exit: 1, error: expect.stringContaining('king')})
    await lake.end()
  })

  it('needs a lake', async () => {
    const {exit, error} = await marrow(join(temporaryFolder(), 'home'), ['users', 'list'])
    expect(exit).toBe(1)
    expect(error).toContain('has no lake')
  })
})
