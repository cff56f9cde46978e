import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {setDisabled, setPassword} from '../../../lake/access/users.ts'
import {base, cheap, password, studio, testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'
import {SoftAuthenticator} from './soft-authenticator.ts'
import type {Quirks} from './soft-authenticator.ts'

type Options = {challenge: string; rpId: string; rp: {id: string}; user: {id: string}}

/** A page of the login, with what its forms hold. */
interface Shown {
  status: number
  html: string
  cookie: string
  fields: Record<string, string>
  options: Options
}

let test: TestLake
beforeEach(async () => {
  test = await testLake()
})
afterEach(() => test.close())

const entities: Record<string, string> = {'&quot;': '"', '&amp;': '&', '&#39;': "'"}
const unescape = (text: string) => text.replaceAll(/&\w+;|&#39;/g, (entity) => entities[entity]!)

async function shown(response: Response, cookie = ''): Promise<Shown> {
  const html = await response.text()
  const inputs = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)
  const fields = [...inputs].map(([, name = '', value = '']) => [name, unescape(value)])
  const options = unescape(/data-options="([^"]*)"/.exec(html)?.[1] ?? '{}')
  return {
    status: response.status,
    html,
    cookie: (response.headers.get('set-cookie') ?? cookie).split(';')[0] ?? '',
    fields: Object.fromEntries(fields) as Record<string, string>,
    options: JSON.parse(options) as Options,
  }
}

const openPage = async (at = base) =>
  shown(await test.request(`${at}/login?origin=${encodeURIComponent(studio)}`))

const post = (path: string, page: Shown, fields: Record<string, string>, address = '127.0.0.1') =>
  test.request(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: base,
      cookie: page.cookie,
    },
    body: new URLSearchParams({...page.fields, ...fields}),
    address,
  })

async function offer(name = 'p-editor'): Promise<Shown> {
  const page = await openPage()
  return shown(await post('/login', page, {name, password, passkey: 'make'}), page.cookie)
}

/** Make a passkey for the editor. */
async function makePasskey(): Promise<SoftAuthenticator> {
  const device = new SoftAuthenticator('phone', base)
  const page = await offer()
  const answer = device.create(page.options)
  expect((await post('/login/passkey/new', page, {answer})).status).toBe(303)
  return device
}

async function logIn(device: SoftAuthenticator, quirks: Quirks = {}, address?: string) {
  const page = await openPage()
  const answer = device.get('p-editor', page.options, quirks)
  return (await post('/login/passkey', page, {answer}, address)).status
}

describe('logging in with a passkey', () => {
  it('asks for a discoverable passkey, with its user verified', async () => {
    const page = await openPage()
    expect(page.options).toMatchObject({rpId: 'localhost', userVerification: 'required'})
    expect(page.options).not.toHaveProperty('allowCredentials')
    expect((await offer()).options).toMatchObject({
      rp: {id: 'localhost'},
      user: {id: Buffer.from('p-editor').toString('base64url')},
      attestation: 'none',
      authenticatorSelection: {residentKey: 'required', userVerification: 'required'},
    })
  })

  it('lets in whom the passkey belongs to', async () => {
    const device = await makePasskey()
    const page = await openPage()
    const answer = device.get('p-editor', page.options)
    const response = await post('/login/passkey', page, {answer})
    const sid = /#sid=(.+)$/.exec(response.headers.get('location') ?? '')?.[1] ?? ''
    const {token} = (await (await test.request(`/v1/auth/fetch?sid=${sid}`)).json()) as {
      token: string
    }
    const me = await test.request('/v1/users/me', {token})
    expect(await me.json()).toMatchObject({id: 'p-editor'})
  })

  it('takes an answer once, and from the browser that was asked', async () => {
    const device = await makePasskey()
    const [page, other] = [await openPage(), await openPage()]
    const answer = device.get('p-editor', page.options)
    expect((await post('/login/passkey', other, {answer})).status).toBe(401)
    expect((await post('/login/passkey', page, {answer})).status).toBe(303)
    expect((await post('/login/passkey', page, {answer})).status).toBe(401)
  })

  it('takes no answer that comes after five minutes', async () => {
    const device = await makePasskey()
    const page = await openPage()
    const answer = device.get('p-editor', page.options)
    test.pass(5 * 60_000 + 1)
    expect((await post('/login/passkey', page, {answer})).status).toBe(401)
  })

  it.each<[string, Quirks]>([
    ['of a user who was not verified', {isUserVerified: false}],
    ['made on another origin', {origin: 'http://evil.example'}],
    ['made on the Studio, where statements are signed', {origin: studio}],
    ['made for another party', {rpId: 'evil.example'}],
    ['that claims another user', {userHandle: 'p-administrator'}],
    ['with a signature of something else', {isForged: true}],
    ['that was to make a passkey', {type: 'webauthn.create'}],
  ])('refuses an answer %s', async (_, quirks) => {
    const device = await makePasskey()
    expect(await logIn(device, quirks)).toBe(401)
    expect(await logIn(device)).toBe(303)
  })

  it('refuses an unknown passkey, and a disabled user, in the same words', async () => {
    const device = await makePasskey()
    const stranger = new SoftAuthenticator('stranger', base)
    expect(await logIn(stranger)).toBe(401)
    setDisabled(test.store.accounts, 'p-editor', true)
    expect(await logIn(device)).toBe(401)
  })

  it.each([
    '',
    'null',
    '[]',
    '{',
    '{"id": 1}',
    '{"id": "x", "response": null}',
    'x'.repeat(20_000),
  ])('refuses the nonsense %.30s', async (answer) => {
    const device = await makePasskey()
    const page = await openPage()
    expect((await post('/login/passkey', page, {answer})).status).toBe(401)
    const sound = JSON.parse(device.get('p-editor', page.options)) as {response: object}
    const broken = JSON.stringify({...sound, response: {...sound.response, clientDataJSON: 'e30'}})
    expect((await post('/login/passkey', page, {answer: broken})).status).toBe(401)
  })

  it('counts wrong ones by network', async () => {
    const device = await makePasskey()
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(await logIn(device, {isForged: true}, '192.0.2.9')).toBe(401)
    }
    expect(await logIn(device, {}, '192.0.2.9')).toBe(429)
    expect(await logIn(device, {}, '192.0.2.10')).toBe(303)
  })

  it('goes on under the name that passkeys are bound to', async () => {
    const there = await test.request(`http://127.0.0.1:4444/login?origin=${studio}`)
    expect([there.status, there.headers.get('location')]).toEqual([
      302,
      `http://localhost:4444/login?origin=${studio}`,
    ])
  })
})

describe('making a passkey', () => {
  it('needs the password of its user, in the same browser, within five minutes', async () => {
    const page = await offer('p-viewer')
    const device = new SoftAuthenticator('phone', base)
    const answer = device.create(page.options)
    const stranger = await openPage()
    const {user = '', ticket = ''} = page.fields
    const path = '/login/passkey/new'
    expect((await post(path, stranger, {answer, user, ticket})).status).toBe(401)
    expect((await post(path, page, {answer, user: 'p-administrator'})).status).toBe(401)
    test.pass(5 * 60_000 + 1)
    expect((await post(path, page, {answer})).status).toBe(401)
    expect(test.store.accounts.passkeys('p-viewer')).toEqual([])
  })

  it('takes a ticket once', async () => {
    const page = await offer()
    expect((await post('/login/passkey/new', page, {skip: 'yes'})).status).toBe(303)
    expect((await post('/login/passkey/new', page, {skip: 'yes'})).status).toBe(401)
  })

  it.each<[string, Quirks]>([
    ['of an unverified user', {isUserVerified: false}],
    ['of another origin', {origin: 'http://evil.example'}],
    ['of another party', {rpId: 'evil.example'}],
  ])('keeps none %s', async (_, quirks) => {
    const page = await offer()
    const answer = new SoftAuthenticator('phone', base).create(page.options, quirks)
    expect((await post('/login/passkey/new', page, {answer})).status).toBe(400)
    expect(test.store.accounts.passkeys('p-editor')).toEqual([])
  })

  it('never gives a passkey to a second user', async () => {
    const device = await makePasskey()
    const page = await offer('p-viewer')
    const answer = device.create(page.options)
    expect((await post('/login/passkey/new', page, {answer})).status).toBe(400)
    expect(test.store.accounts.passkeys('p-viewer')).toEqual([])
  })

  it('is undone by a new password', async () => {
    const device = await makePasskey()
    await setPassword(test.store.accounts, 'p-editor', password, test.effects, cheap)
    expect(await logIn(device)).toBe(401)
  })

  it('lets a user see and remove their own, and nobody else', async () => {
    const device = await makePasskey()
    const path = '/v1/users/me/passkeys'
    const listed = async (token: string) => (await test.request(path, {token})).json()
    expect(await listed(test.tokens.editor)).toEqual([
      {id: device.id, label: 'made 2026-11-22', createdAt: '2026-11-22T10:00:00.000Z'},
    ])
    expect(await listed(test.tokens.administrator)).toEqual([])
    const remove = async (token: string) =>
      (await test.request(`${path}/${device.id}`, {method: 'DELETE', token})).status
    expect(await remove(test.tokens.administrator)).toBe(404)
    expect(await remove(test.tokens.editor)).toBe(204)
    expect(await logIn(device)).toBe(401)
  })
})
