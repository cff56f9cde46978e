import {fromHtml} from 'hast-util-from-html'
import {selectAll} from 'hast-util-select'
import {beforeEach, describe, expect, it} from 'vitest'

import {copyScript} from '../../../../exports/delivery/server/page/copy-script.ts'

import {hashToken, testDelivery, type TestDelivery} from './test-delivery.ts'

const origin = 'http://127.0.0.1:3334'
let test: TestDelivery

beforeEach(async () => {
  test = await testDelivery()
})

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  test.ask(path, {
    method: 'POST',
    body,
    headers: {'content-type': 'application/x-www-form-urlencoded', origin, ...headers},
  })

/** Log in; the cookie as a browser sends it back. */
async function logIn(token = test.knee): Promise<string> {
  const response = await post('/login', new URLSearchParams({token}).toString())
  expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
  return response.headers.get('set-cookie')!.split(';')[0]!
}

const page = async (cookie: string, path = '/') => {
  const response = await test.ask(path, {headers: {cookie}})
  return {status: response.status, html: await response.text(), headers: response.headers}
}

describe('the page for people', () => {
  it('asks for a token, and says nothing else', async () => {
    const {status, html, headers} = await page('')
    expect(status).toBe(200)
    expect(html).toContain('<form class="login" method="post" action="/login">')
    expect(html).not.toMatch(/knee|hip|<script/)
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; .*frame-ancestors 'none'/,
    )
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  it('keeps a session in a cookie that no script and no other site can use', async () => {
    const response = await post('/login', `token=${test.knee}`)
    expect(response.headers.get('set-cookie')).toMatch(
      /^marrow_delivery=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=28800$/,
    )
    expect(response.headers.get('set-cookie')).not.toContain(test.knee)
    const tls = await testDelivery({publicUrl: 'https://delivery.example'})
    const secure = await tls.ask('/login', {
      method: 'POST',
      body: `token=${tls.knee}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://delivery.example',
      },
    })
    expect(secure.headers.get('set-cookie')).toMatch(/; Secure$/)
  })

  it('shows what there is, and nothing of a neighbour', async () => {
    const {html} = await page(await logIn())
    expect(html).toContain('The growing knee')
    expect(html).toContain('Sample content, not reviewed by a physician.')
    expect(html).toContain('marrow-pull http://127.0.0.1:3334 articles')
    expect(html).toContain('--audience knee.en.0h')
    expect(html).toContain('nothing yet')
    expect(html).not.toMatch(/A hip|article-hip/)
    expect(html).not.toContain(test.knee)
  })

  it('shows withdrawals until they are acknowledged, and what was acknowledged', async () => {
    const cookie = await logIn()
    await test.repository.withdraw(['knee.en.0h'], test.entries.knee)
    const open = await page(cookie)
    expect(open.html).toMatch(
      /Take down now.*Title of article-knee.*Withdrawn \(safety\).*The dose was wrong\./s,
    )
    await test.ask('/v1/acks', {
      token: test.knee,
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: '{"seq":2}',
    })
    const done = await page(cookie)
    expect(done.html).not.toContain('Take down now')
    expect(done.html).toContain('up to event 2 of 2, at 2026-06-01 12:00 UTC')
    expect(done.html).toContain('What must not be shown any more.')
  })

  it('previews each format: HTML in a frame that runs nothing, text as text', async () => {
    const cookie = await logIn()
    const html = await page(cookie, '/?article=article-knee&language=en')
    const {bundle} = test.entries.knee
    expect(html.html).toContain(
      `<iframe src="/bundles/${bundle}/data/index.html" title="The growing knee, as published" sandbox="allow-same-origin">`,
    )
    const framed = await test.ask(`/bundles/${bundle}/data/index.html`, {headers: {cookie}})
    expect(framed.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-same-origin allow-popups; default-src 'none'/,
    )
    const jats = await page(cookie, '/?article=article-knee&format=jats')
    expect(jats.html).toContain('&#x3C;article>article-knee&#x3C;/article>')
    for (const path of [
      '/?article=article-hip',
      '/?article=article-knee&format=pdf',
      '/?article=no',
    ]) {
      expect((await page(cookie, path)).status).toBe(404)
    }
  })

  it('escapes what articles are called', async () => {
    const entry = await test.repository.addBundle({
      id: 'article-evil',
      title: '<script>alert(1)</script>"\'',
      files: {'index.html': '<script>alert(1)</script>', 'article.txt': '<img onerror=x>'},
    })
    await test.repository.publish('knee.en.0h', [{type: 'published', entry}])
    const cookie = await logIn()
    for (const path of ['/', '/?article=article-evil', '/?article=article-evil&format=text']) {
      const tree = fromHtml((await page(cookie, path)).html)
      expect(
        selectAll('script, img', tree).map(({children}) =>
          children.map((child) => ('value' in child ? child.value : '')).join(''),
        ),
      ).toEqual(path === '/' ? [copyScript] : [])
    }
  })
})

describe('a session', () => {
  it('ends with its token, its time, a logout, or a restart', async () => {
    const cookie = await logIn()
    const isIn = async () => (await page(cookie)).html.includes('Log out')
    expect(await isIn()).toBe(true)
    const record = test.tokens.get(hashToken(test.knee))!
    test.tokens.set(record.sha256, {...record, revokedAt: test.now})
    expect(await isIn()).toBe(false)
    test.tokens.set(record.sha256, record)
    expect(await isIn()).toBe(true)
    test.now = '2026-06-01T20:00:00.000Z'
    expect(await isIn()).toBe(false)
    test.now = '2026-06-01T12:00:00.000Z'
    const out = await post('/logout', '', {cookie})
    expect(out.headers.get('set-cookie')).toMatch(/^marrow_delivery=; .*Max-Age=0/)
    expect(await isIn()).toBe(false)
  })

  it('reads and does nothing else', async () => {
    const cookie = await logIn()
    expect((await page(cookie, '/v1/manifest')).status).toBe(200)
    const ack = await test.ask('/v1/acks', {
      method: 'POST',
      body: '{"seq":1}',
      headers: {cookie, 'content-type': 'application/json', origin},
    })
    expect(ack.status).toBe(403)
    expect(test.acks).toEqual([])
  })

  it('is started and ended by our own page alone', async () => {
    const cookie = await logIn()
    for (const other of ['http://evil.example', 'null', 'http://127.0.0.1:3335', '']) {
      const headers = {origin: other}
      expect((await post('/login', `token=${test.knee}`, headers)).status).toBe(403)
      expect((await post('/logout', '', {...headers, cookie})).status).toBe(403)
    }
    expect((await page(cookie)).html).toContain('Log out')
  })

  it('is not to be had by guessing: attempts count as those with a header do', async () => {
    const statuses = []
    for (let index = 0; index < 12; index += 1) {
      statuses.push((await post('/login', `token=mrw_${index}`)).status)
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
    expect((await test.ask('/trust.dsse.json', {token: 'mrw_no'})).status).toBe(429)
    await logIn()
    expect((await page('marrow_delivery='.padEnd(59, 'a'))).html).toContain('class="login"')
  })
})
