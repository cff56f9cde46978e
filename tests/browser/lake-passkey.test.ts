import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {Browser, CDPSession, Page} from 'playwright-core'

import {serveLake} from '../../lake/serve-lake.ts'
import type {LakeServer} from '../../lake/serve-lake.ts'
import {password, testLake} from '../lake/http/harness.ts'
import type {TestLake} from '../lake/http/harness.ts'
import {launch} from './launch.ts'
import {serve} from './serve.ts'
import type {TestServer} from './serve.ts'

let browser: Browser
let test: TestLake
let server: LakeServer
let studio: TestServer
let page: Page
let devTools: CDPSession
let authenticator = ''

beforeAll(async () => {
  studio = await serve(
    new Map([['/desk', {mediaType: 'text/html', body: '<title>The Studio</title>'}]]),
  )
  test = await testLake({
    allowedOrigins: [studio.origin],
    publicUrl: 'http://127.0.0.1:3333',
    clock: () => new Date().toISOString(),
  })
  server = await serveLake(test.lake, {port: 0})
  browser = await launch()
  page = await browser.newPage()
  devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const
  const added = await devTools.send('WebAuthn.addVirtualAuthenticator', {options})
  authenticator = added.authenticatorId
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await test?.close()
  await studio?.close()
})

const openLogin = () =>
  page.goto(`${server.url}/login?origin=${encodeURIComponent(`${studio.origin}/desk`)}`)

/** Follow the login to the Studio, and say who it made. */
async function whoEntered(): Promise<string> {
  await page.waitForURL(/#sid=/)
  expect(page.url().startsWith(`${studio.origin}/desk#sid=`)).toBe(true)
  const sid = page.url().split('#sid=')[1] ?? ''
  const fetched = await fetch(`${server.url}/v1/auth/fetch?sid=${sid}`)
  const {token} = (await fetched.json()) as {token: string}
  const me = await test.request('/v1/users/me', {token})
  return ((await me.json()) as {id: string}).id
}

async function verifiesUser(isUserVerified: boolean): Promise<void> {
  await devTools.send('WebAuthn.setUserVerified', {
    authenticatorId: authenticator,
    isUserVerified,
  })
}

describe('the login page in a browser', () => {
  it('lets a user who gave the password make a passkey', async () => {
    await openLogin()
    expect(new URL(page.url()).hostname).toBe('localhost')
    await page.getByLabel('Email or user id').fill('editor@example.com')
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('make a passkey').check()
    await page.getByRole('button', {name: 'Log in', exact: true}).click()
    await page.getByRole('button', {name: 'Make a passkey'}).click()
    expect(await whoEntered()).toBe('p-editor')
    expect(test.store.accounts.passkeys('p-editor')).toMatchObject([{user: 'p-editor'}])
  })

  it('lets in with the passkey alone, which says whose it is', async () => {
    await openLogin()
    await page.getByRole('button', {name: 'Log in with a passkey'}).click()
    expect(await whoEntered()).toBe('p-editor')
    expect(test.store.accounts.passkeys('p-editor')[0]?.counter).toBeGreaterThan(0)
  })

  it('says so where the authenticator does not know its user', async () => {
    await verifiesUser(false)
    await openLogin()
    await page.getByRole('button', {name: 'Log in with a passkey'}).click()
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/No passkey was used/)
    await verifiesUser(true)
  })

  it('leads on without a passkey for who wants none', async () => {
    await openLogin()
    await page.getByLabel('Email or user id').fill('p-viewer')
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('make a passkey').check()
    await page.getByRole('button', {name: 'Log in', exact: true}).click()
    await page.getByRole('button', {name: 'Not now'}).click()
    expect(await whoEntered()).toBe('p-viewer')
    expect(test.store.accounts.passkeys('p-viewer')).toEqual([])
  })

  it('refuses a passkey that was removed', async () => {
    for (const {id} of test.store.accounts.passkeys('p-editor')) {
      test.store.accounts.removePasskey(id)
    }
    await openLogin()
    await page.getByRole('button', {name: 'Log in with a passkey'}).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/not right/)
  })
})
