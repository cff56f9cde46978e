import {createHash} from 'node:crypto'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {setDisabled, setPassword} from '../../../lake/access/users.ts'
import {base, cheap, password, studio, testLake} from '../http/harness.ts'
import type {RequestOptions, TestLake} from '../http/harness.ts'

let test: TestLake
beforeEach(async () => {
  test = await testLake()
})
afterEach(() => test.close())

const openPage = async (origin = `${studio}/desk`) => {
  const response = await test.request(`/login?withSid=true&origin=${encodeURIComponent(origin)}`)
  const html = await response.text()
  const form = /name="form" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return {response, html, form, cookie, origin}
}

const send = (
  page: {form: string; cookie: string; origin: string},
  fields: Record<string, string> = {},
  {headers = {}, ...options}: RequestOptions = {},
) =>
  test.request('/login', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: base,
      cookie: page.cookie,
      ...(headers as Record<string, string>),
    },
    body: new URLSearchParams({
      origin: page.origin,
      form: page.form,
      name: 'editor@example.com',
      password,
      ...fields,
    }).toString(),
    ...options,
  })

const whoIs = async (token: string | undefined) => {
  const response = await test.request('/v1/users/me', {token})
  return response.status === 200 ? ((await response.json()) as {id: string}).id : response.status
}

const sidOf = (response: Response) =>
  /#sid=(.+)$/.exec(response.headers.get('location') ?? '')?.[1] ?? ''
const exchange = (sid: string) => test.request(`/v1/auth/fetch?sid=${sid}`)

const logIn = async (): Promise<string> => {
  const response = await exchange(sidOf(await send(await openPage())))
  return ((await response.json()) as {token: string}).token
}

describe('login, as the Studio does it', () => {
  it('goes from providers by the page and a code to a token', async () => {
    const providers = await (await test.request('/v1/auth/providers')).json()
    expect(providers).toMatchObject({providers: [{name: 'local', url: `${base}/login`}]})
    const done = await send(await openPage())
    expect(done.status).toBe(303)
    expect(done.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/desk#sid=[\w-]{20,}$/)
    const {token} = (await (await exchange(sidOf(done))).json()) as {token: string}
    expect(await whoIs(token)).toBe('p-editor')
    const id = await test.request('/v1/auth/id', {token})
    expect(await id.json()).toEqual({id: 'p-editor'})
  })

  it('exchanges a code once, and only for a minute', async () => {
    const sid = sidOf(await send(await openPage()))
    expect((await exchange(sid)).status).toBe(200)
    expect((await exchange(sid)).status).toBe(401)
    const late = sidOf(await send(await openPage()))
    test.pass(61_000)
    expect((await exchange(late)).status).toBe(401)
  })

  it('ends sessions by logout, after twelve hours, with the password and with the user', async () => {
    const [one, two] = [await logIn(), await logIn()]
    const logout = await test.request('/v1/auth/logout', {method: 'POST', token: one})
    expect([logout.status, await whoIs(one), await whoIs(two)]).toEqual([204, 401, 'p-editor'])
    test.pass(12 * 3600 * 1000 - 1)
    expect(await whoIs(two)).toBe('p-editor')
    test.pass(1)
    expect(await whoIs(two)).toBe(401)
    const {accounts} = test.store
    const three = await logIn()
    await setPassword(accounts, 'p-editor', password, test.effects, cheap)
    expect(await whoIs(three)).toBe(401)
    const four = await logIn()
    setDisabled(accounts, 'p-editor', true)
    expect(await whoIs(four)).toBe(401)
    setDisabled(accounts, 'p-editor', false)
    expect(await whoIs(four)).toBe(401)
  })

  it('says the same of a wrong password, an unknown user and a disabled one', async () => {
    setDisabled(test.store.accounts, 'p-viewer', true)
    const texts = await Promise.all(
      [
        {name: 'editor@example.com', password: 'wrong password'},
        {name: 'nobody@example.com', password},
        {name: 'viewer@example.com', password},
      ].map(async (fields, at) => {
        const page = await openPage()
        const response = await send(page, fields, {address: `10.0.0.${at}`})
        expect(response.status).toBe(401)
        const html = await response.text()
        return html.replaceAll(/(?:value|data-options)="[^"]*"/g, '')
      }),
    )
    expect(new Set(texts).size).toBe(1)
  })
})

describe('the login page', () => {
  it('runs its own script alone, loads nothing and is framed by nobody', async () => {
    const {response, html} = await openPage()
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; form-action 'self' /,
    )
    const scripts = [...html.matchAll(/<script>([^<]*)<\/script>/g)].map(([, text = '']) => text)
    expect(scripts.map((text) => createHash('sha256').update(text).digest('base64'))).toEqual([
      /script-src 'sha256-([^']+)'/.exec(policy)?.[1],
    ])
    expect(policy).toContain("frame-ancestors 'none'")
    expect(html).not.toMatch(/<script\s|<link|<img|src=|@import|url\(/i)
    expect(response.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict/)
  })

  it.each([
    'http://evil.example',
    'http://localhost:3000.evil.example/',
    'http://localhost:3000@evil.example/',
    'http://user:pw@localhost:3000/',
    'javascript:alert(1)//localhost:3000',
    'data:text/html,x',
    '//evil.example',
    '',
  ])('hands no code to %s', async (origin) => {
    const page = await openPage(origin)
    expect(page.response.status).toBe(400)
    expect(page.html).not.toContain('<form')
    const good = await openPage()
    const response = await send(good, {origin})
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
  })

  it('escapes what it shows again', async () => {
    const nasty = '"><script>alert(1)</script>'
    const response = await send(await openPage(`${studio}/?x=${nasty}`), {
      name: nasty,
      password: 'wrong password',
    })
    expect(await response.text()).not.toContain('<script>alert')
  })

  it('takes no form that is not from it in the same browser', async () => {
    const [mine, other] = [await openPage(), await openPage()]
    const statuses = await Promise.all([
      send({...mine, cookie: ''}),
      send({...mine, form: ''}),
      send({...mine, form: other.form}),
      send({...mine, cookie: other.cookie}),
      send(mine, {}, {headers: {origin: 'http://evil.example'}}),
      send(mine, {}, {headers: {origin: 'null'}}),
      // an allowed Studio may call the lake, but not log people in
      send(mine, {}, {headers: {origin: studio}}),
      send(mine, {}, {headers: {'content-type': 'text/plain'}}),
    ])
    expect(statuses.map(({status}) => status)).toEqual([403, 403, 403, 403, 403, 403, 403, 415])
    expect((await send(mine)).status).toBe(303)
  })
})

describe('guessing', () => {
  it('locks an account for a network after five wrong passwords, for a while', async () => {
    const page = await openPage()
    const wrong = (address: string) => send(page, {password: 'wrong password'}, {address})
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await wrong('192.0.2.1')).status).toBe(401)
    }
    const locked = await send(page, {}, {address: '192.0.2.1'})
    expect(locked.status).toBe(429)
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(60)
    // whoever forges headers is still at their address
    const forged = {'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9'}
    expect((await send(page, {}, {address: '192.0.2.1', headers: forged})).status).toBe(429)
    // nobody is locked out by somebody else
    expect((await send(page, {}, {address: '198.51.100.1'})).status).toBe(303)
    test.pass(15 * 60_000)
    expect((await send(page, {}, {address: '192.0.2.1'})).status).toBe(303)
  })

  it('lets many attempts at once not slip through', async () => {
    const page = await openPage()
    const answers = await Promise.all(
      Array.from({length: 20}, () =>
        send(page, {password: 'wrong password'}, {address: '192.0.2.2'}),
      ),
    )
    expect(answers.filter(({status}) => status === 401)).toHaveLength(5)
    expect(answers.filter(({status}) => status === 429)).toHaveLength(15)
  })

  it('counts an email and an id of one account together, in any case', async () => {
    const page = await openPage()
    const names = [
      'p-editor',
      'EDITOR@example.com',
      'editor@example.com',
      'p-editor',
      'Editor@Example.com',
    ]
    for (const name of names) {
      await send(page, {name, password: 'wrong password'}, {address: '192.0.2.3'})
    }
    expect((await send(page, {}, {address: '192.0.2.3'})).status).toBe(429)
  })

  it('answers 429 after ten wrong tokens in a minute, and never to a good one', async () => {
    const guess = (at: number) =>
      test.request('/v1/users/me', {
        token: `mt_${String(at).padStart(43, 'x')}`,
        address: '192.0.2.4',
        headers: {'x-forwarded-for': `203.0.113.${at}`},
      })
    const statuses: number[] = []
    for (let at = 0; at < 15; at += 1) statuses.push((await guess(at)).status)
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(5).fill(429)])
    const good = {token: test.tokens.editor, address: '192.0.2.4'}
    expect((await test.request('/v1/users/me', good)).status).toBe(200)
    test.pass(60_000)
    expect((await guess(99)).status).toBe(401)
  })

  it('counts a network of IPv6 as one', async () => {
    for (let at = 0; at < 10; at += 1) {
      await test.request('/v1/users/me', {token: 'wrong', address: `2001:db8:1:2::${at}`})
    }
    const same = await test.request('/v1/users/me', {token: 'wrong', address: '2001:db8:1:2:9::1'})
    const other = await test.request('/v1/users/me', {token: 'wrong', address: '2001:db8:1:3::1'})
    expect([same.status, other.status]).toEqual([429, 401])
  })
})
