import type {Browser} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {richSite} from '../exports/fixtures/composition.ts'
import {render} from '../exports/html/render.ts'
import {launch} from './launch.ts'
import {serve} from './serve.ts'
import type {ServedFile, TestServer} from './serve.ts'
import {loadImages, runAxe, visit} from './visit.ts'

describe('the standalone page in a browser', () => {
  const files = new Map<string, ServedFile>()
  let browser: Browser
  let server: TestServer
  let url: string

  beforeAll(async () => {
    browser = await launch()
    server = await serve(files)
    const {artifacts} = await render({
      site: {...richSite, feedbackUrl: `${server.origin}/feedback`},
    })
    for (const {path, mediaType, bytes} of artifacts) {
      files.set(`/${path}`, {mediaType, body: bytes})
    }
    files.set('/feedback', {mediaType: 'text/plain', body: 'thanks'})
    url = `${server.origin}/index.html`
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const ways = {
    light: {colorScheme: 'light'},
    dark: {colorScheme: 'dark'},
    narrow: {viewport: {width: 320, height: 640}},
  } as const

  it.each(Object.entries(ways))('has no axe violation: %s', async (_, options) => {
    const {page, faults, close} = await visit(browser, url, options)
    await page.locator('.toc-all > summary').click()
    expect(await runAxe(page)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })

  it('asks for nothing but itself and its pictures', async () => {
    const {page, requests, faults, close} = await visit(browser, url)
    await page.mouse.wheel(0, 100_000)
    await page.locator('.footer').scrollIntoViewIfNeeded()
    await loadImages(page)
    expect(requests.length).toBeGreaterThan(1)
    expect(requests.filter((request) => !request.startsWith(`${server.origin}/`))).toEqual([])
    expect(faults).toEqual([])
    const broken = '[...document.images].filter((image) => image.naturalWidth === 0).length'
    expect(await page.evaluate(broken)).toBe(0)
    await close()
  })

  it('does not scroll sideways in a narrow window', async () => {
    const {page, close} = await visit(browser, url, ways.narrow)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    await close()
  })

  it('works without JavaScript: contents open, every link of the page leads somewhere', async () => {
    const {page, close} = await visit(browser, url, {javaScriptEnabled: false})
    expect(await page.getByRole('heading', {level: 1}).textContent()).toBe(
      'Bone marrow edema of the knee',
    )
    const nested = page.locator('.toc-all a[href="#s-injuries"]')
    expect(await nested.isVisible()).toBe(false)
    await page.getByText('View all').click()
    expect(await nested.isVisible()).toBe(true)
    expect(await page.locator('.toc-short').isVisible()).toBe(false)
    await nested.click()
    expect(page.url()).toBe(`${url}#s-injuries`)
    await close()
  })

  it('links to ids of the page only where they are', async () => {
    const {page, close} = await visit(browser, url)
    const lost = `[...document.querySelectorAll('a[href^="#"]')]
      .map((link) => link.getAttribute('href').slice(1))
      .filter((id) => !document.getElementById(id))`
    expect(await page.evaluate(lost)).toEqual([])
    const ids = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[id]')].map((element) => element.id)`,
    )
    expect(new Set(ids).size).toBe(ids.length)
    await close()
  })

  it('posts feedback with the article, edition and language', async () => {
    const {page, faults, close} = await visit(browser, url)
    await page.getByLabel('Report an error').check()
    await page.getByLabel('Tell us more').fill('A page number is wrong & missing')
    await page.getByRole('button', {name: 'Send'}).click()
    await page.waitForURL('**/feedback')
    expect(Object.fromEntries(new URLSearchParams(server.posts.at(-1)))).toEqual({
      article: 'article-bme-knee',
      edition: 'edition.article-bme-knee.3',
      language: 'en',
      kind: 'error',
      message: 'A page number is wrong & missing',
    })
    expect(faults).toEqual([])
    await close()
  })

  it('leaves contents, feedback and share links off paper', async () => {
    const {page, close} = await visit(browser, url)
    await page.emulateMedia({media: 'print'})
    const isVisible = (part: string) => page.locator(part).first().isVisible()
    const off = ['.toc', '.feedback', '.share', '.skip', 'img.no-print']
    expect(await Promise.all(off.map(isVisible))).toEqual(off.map(() => false))
    const on = ['.title', '.byline', '.sources', '.disclaimer', '.banner', '.only-print']
    expect(await Promise.all(on.map(isVisible))).toEqual(on.map(() => true))
    await close()
  })
})
