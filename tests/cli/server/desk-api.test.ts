import {mkdirSync, readFileSync, renameSync, rmdirSync, statSync} from 'node:fs'

import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {sha256Hex, toBase64Url} from '#schemas'

import {homeAt} from '../../../cli/home/paths.ts'
import {answerDesk} from '../../../cli/server/desk-api.ts'
import {marrow} from '../harness.ts'
import {closeServed, serveHome, type ServedHome} from './serve-home.ts'

let served: ServedHome
let editor: string
let viewer: string

beforeAll(async () => {
  served = await serveHome({
    studio: async (request) => new Response(`studio ${new URL(request.url).pathname}`),
  })
  editor = served.tokenAs('ada', 'editor')
  viewer = served.tokenAs('vic', 'viewer')
})
afterAll(closeServed)

describe('the desk API', () => {
  it('shows the trust file to whoever is logged in', async () => {
    for (const token of [editor, viewer]) {
      const {digest, trust} = await (await served.desk('trust', token)).json()
      expect(digest).toMatch(/^[0-9a-f]{64}$/)
      expect(trust.signers.map(({id}: {id: string}) => id)).toContain('avery-sample')
    }
  })

  it('shows the ledger and exports to everyone but viewers', async () => {
    const {entries} = await (await served.desk('ledger', editor)).json()
    expect(entries[0]).toMatchObject({seq: 1, event: 'trust-seen'})
    expect(await (await served.desk('exports', editor)).json()).toMatchObject({
      last: null,
      watching: false,
    })
    expect((await served.desk('ledger', viewer)).status).toBe(403)
    expect((await served.desk('exports', viewer)).status).toBe(403)
  })

  it.each(['trust', 'ledger', 'exports'])('%s is for nobody without a token', async (path) => {
    expect((await served.desk(path)).status).toBe(401)
    expect((await served.desk(path, `mt_${'x'.repeat(43)}`)).status).toBe(401)
  })

  it('refuses other origins and hosts, as the lake does', async () => {
    const headers = {origin: 'https://evil.example'}
    expect((await served.desk('trust', editor, {headers})).status).toBe(403)
    const own = await served.desk('trust', editor, {headers: {origin: served.url}})
    expect(own.headers.get('access-control-allow-origin')).toBe(served.url)
  })

  it('answers 500 and logs when a fault of ours befalls it, and says nothing of it outside', async () => {
    const ledger = homeAt({MARROW_HOME: served.home}).ledger
    renameSync(ledger, `${ledger}.away`)
    mkdirSync(ledger)
    const response = await served.desk('ledger', editor)
    rmdirSync(ledger)
    renameSync(`${ledger}.away`, ledger)
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.not.stringContaining(ledger),
    ])
    expect(served.log).toContainEqual(expect.objectContaining({event: 'desk', level: 'error'}))
  })

  it('knows no other path or method', async () => {
    expect((await served.desk('secrets', editor)).status).toBe(404)
    expect((await served.desk('trust', editor, {method: 'POST', body: '{}'})).status).toBe(404)
  })
})

describe('an enrolment', () => {
  const post = (body: unknown, token = editor) =>
    served.desk('enrolments', token, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  async function enrolment() {
    const key = crypto.getRandomValues(new Uint8Array(77))
    const [publicKey, keyid] = [toBase64Url(key), await sha256Hex(key)]
    const [id, name, credential] = ['max-muster', 'Max Muster', 'Y3JlZGVudGlhbA']
    return {format: 1, id, name, type: 'passkey', publicKey, keyid, credential}
  }

  it('is kept for the administrator, and is what `trust approve` reads', async () => {
    const given = await enrolment()
    const response = await post(given)
    expect(response.status).toBe(201)
    const {file, fingerprint, command} = await response.json()
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(given)
    expect(fingerprint.replaceAll(' ', '')).toBe(given.keyid.slice(0, 32))
    expect(command).toContain('trust approve')
    expect(command).toContain('--identity ada')
    expect(command, 'it is read out, not copied').not.toContain(fingerprint)
    const wrong = ['trust', 'approve', file, '--fingerprint', 'f'.repeat(32), '--role', 'editor']
    expect((await marrow(served.home, wrong)).error).toContain('does not match')
    expect(statSync(file).isFile()).toBe(true)
  })

  it.each([
    ['no JSON', '{'],
    ['a key twice', '{"format":1,"format":1}'],
    ['nothing', 'null'],
    ['another format', {format: 2}],
    ['a path for an id', {id: '../../trust'}],
    ['a key id of another key', {keyid: 'a'.repeat(64)}],
    ['a key that is none', {type: 'ed25519', credential: undefined}],
    ['a passkey without its credential', {credential: undefined}],
    ['control characters in the name', {name: 'a\u001Bb'}],
  ])('with %s is refused', async (_name, changes) => {
    const body = typeof changes === 'string' ? changes : {...(await enrolment()), ...changes}
    const response = await post(body)
    expect(response.status).toBe(400)
    expect((await response.json()).message).toEqual(expect.any(String))
  })

  it('that is too long, or from a viewer, is refused', async () => {
    expect((await post({...(await enrolment()), name: 'x'.repeat(20_000)})).status).toBe(413)
    expect((await post(await enrolment(), viewer)).status).toBe(403)
  })

  it('that never ends is refused once it is too long, not when the memory is full', async () => {
    const piece = new TextEncoder().encode(' '.repeat(10_000))
    const request = {
      method: 'POST',
      duplex: 'half',
      body: new ReadableStream({pull: (controller) => controller.enqueue(piece)}),
    } as const
    const state = {
      home: homeAt({MARROW_HOME: served.home}),
      env: {},
      clock: () => new Date().toISOString(),
      lastExport: () => null,
      isWatching: false,
      failingHooks: () => [],
    }
    const asked = new Request(`${served.url}/marrow/v1/enrolments`, request)
    const response = await answerDesk(asked, {id: 'ada', roles: ['editor']}, state)
    expect(response.status).toBe(413)
  })

  it('under the name of a signer is for that signer alone', async () => {
    const given = {...(await enrolment()), id: 'avery-sample', name: 'Avery Sample'}
    const response = await post(given)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({errorCode: 'enrolment-of-another'})
    const avery = served.tokenAs('sample-avery', 'medical-expert')
    expect((await post(given, avery)).status).toBe(201)
  })

  it('that waits is never replaced by another of the same key', async () => {
    const given = await enrolment()
    const {file} = await (await post(given)).json()
    expect((await post({...given, name: 'Eve Else'})).status).toBe(409)
    expect((await post({...given, credential: 'b3RoZXI'})).status).toBe(409)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(given)
    expect((await post(given)).status, 'again, as after a lost answer').toBe(201)
  })
})

describe('one origin', () => {
  it('has the Studio wherever neither lake nor desk is', async () => {
    const read = async (path: string) => (await fetch(`${served.url}${path}`)).text()
    expect(await read('/')).toBe('studio /')
    expect(await read('/structure/articles')).toBe('studio /structure/articles')
    expect(await read('/v1/ping')).not.toContain('studio')
    expect(await read('/marrow/v1/trust')).not.toContain('studio')
  })

  it('is not served under a foreign name: DNS rebinding', async () => {
    const {request} = await import('node:http')
    const {port} = new URL(served.url)
    for (const path of ['/', '/marrow/v1/trust', '/v1/ping']) {
      const {promise, resolve} = Promise.withResolvers<number | undefined>()
      request(
        {host: '127.0.0.1', port, path, headers: {host: `evil.example:${port}`}},
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      ).end()
      expect(await promise, path).toBe(403)
    }
  })

  it('is what documents of assets name', async () => {
    const client = served.clientAs('eve', 'editor')
    const urls = await client.fetch<string[]>('*[_type == "sanity.imageAsset"].url')
    expect(urls.length).toBeGreaterThan(5)
    for (const url of urls) expect(new URL(url).origin).toBe(served.url)
    expect((await fetch(urls[0]!)).status).toBe(200)
  })
})
