import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import {studioHandler} from '../../../cli/studio/studio-handler.ts'
import {temporaryFolder} from '../harness.ts'

describe('the Studio as it is served', () => {
  let get: (path: string, init?: RequestInit) => Promise<Response>

  beforeAll(() => {
    const outer = temporaryFolder()
    const folder = join(outer, 'studio')
    mkdirSync(join(folder, 'static'), {recursive: true})
    writeFileSync(join(outer, 'secret.txt'), 'secret')
    writeFileSync(join(folder, 'index.html'), '<title>Studio</title>')
    writeFileSync(join(folder, 'static/app-a1B2_3-x.js'), 'run()')
    writeFileSync(join(folder, 'static/favicon.svg'), '<svg/>')
    const handle = studioHandler(folder)
    get = (path, init) => handle(new Request(`http://localhost:3333${path}`, init))
  })

  it('is its page at every address that is no file', async () => {
    for (const path of ['/', '/structure/in-review;a', '/overview?x=1', '/..%2fsecret.txt']) {
      const response = await get(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toBe('<title>Studio</title>')
    }
  })

  it('lets a browser keep the files that are named by their bytes, and no others', async () => {
    const script = await get('/static/app-a1B2_3-x.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const icon = await get('/static/favicon.svg')
    expect(icon.headers.get('cache-control')).toBe('no-cache')
  })

  it('says that a file is missing rather than sending the page', async () => {
    expect((await get('/static/gone-a1B2c3D4.js')).status).toBe(404)
  })

  it('takes GET and HEAD alone', async () => {
    expect((await get('/', {method: 'POST'})).status).toBe(405)
    const head = await get('/', {method: 'HEAD'})
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
  })

  it('lets nothing in from outside', async () => {
    const {headers} = await get('/')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`default-src 'none'`)
    expect(policy).toContain(`script-src 'self';`)
    expect(policy).toContain(`connect-src 'self' ws://localhost:3333 wss://localhost:3333;`)
    expect(policy).not.toMatch(/https?:/)
    expect(headers.get('x-frame-options')).toBe('DENY')
  })
})
