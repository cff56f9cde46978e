import type {Browser} from 'playwright-core'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import {serveLake} from '../../lake/serve-lake.ts'
import type {LakeServer} from '../../lake/serve-lake.ts'
import {filesOf, testDelivery, type TestDelivery} from '../exports/delivery/server/test-delivery.ts'
import {launch} from './launch.ts'
import {loadImages, runAxe, visit, type Watched} from './visit.ts'

let browser: Browser
let test: TestDelivery
let server: LakeServer

beforeAll(async () => {
  browser = await launch()
}, 120_000)
afterAll(() => browser?.close())

beforeEach(async () => {
  test = await testDelivery()
  server = await serveLake(
    {
      handle: (request, connection) => test.delivery.handle(request, connection!),
      upgrade: (_request, socket) => socket.destroy(),
      close: () => test.delivery.close(),
    },
    {port: 0, graceMs: 200},
  )
  return () => server.close()
})

async function logIn({page}: Watched, token = test.knee): Promise<void> {
  await page.fill('#token', token)
  await page.click('button.main')
  await page.waitForLoadState('load')
}

describe('the page for people, in a browser', () => {
  it.each([
    ['light', {colorScheme: 'light'}],
    ['dark', {colorScheme: 'dark'}],
    ['narrow', {viewport: {width: 360, height: 720}}],
  ] as const)('has no axe violation and no fault: %s', async (_, options) => {
    const gone = await test.repository.addBundle({id: 'article-gone', files: filesOf('gone')})
    await test.repository.publish('knee.en.0h', [{type: 'published', entry: gone}])
    await test.repository.withdraw(['knee.en.0h'], gone)
    const visited = await visit(browser, server.url, options)
    const {page, faults, requests} = visited
    const found = [...(await runAxe(page))]
    await logIn(visited)
    expect(await page.textContent('h2#open')).toBe('Take down now')
    found.push(...(await runAxe(page)))
    await page.click('tbody th a')
    await page.waitForSelector('iframe')
    found.push(...(await runAxe(page)))
    expect(found).toEqual([])
    expect(faults).toEqual([])
    expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([])
    expect(requests.filter((url) => url.includes('mrw_'))).toEqual([])
    await visited.close()
  })

  it('works without script', async () => {
    const visited = await visit(browser, server.url, {javaScriptEnabled: false})
    await logIn(visited)
    expect(await visited.page.textContent('#command')).toContain('marrow-pull')
    expect(await visited.page.locator('button[data-copy]').isVisible()).toBe(false)
    await visited.page.click('tbody th a')
    await visited.page.waitForSelector('iframe')
    expect(visited.faults).toEqual([])
    await visited.close()
  })

  it('shows an article with its pictures, in a frame where nothing runs', async () => {
    const entry = await test.repository.addBundle({
      id: 'article-evil',
      title: 'Evil',
      files: {
        'index.html':
          '<!doctype html><title>Evil</title><img src="assets/one.svg" alt="One"><script>parent.document.title = "stolen"</script><a href="/logout" target="_top">x</a>',
        'assets/one.svg':
          '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"><script>fetch("/v1/manifest")</script></svg>',
      },
    })
    await test.repository.publish('knee.en.0h', [{type: 'published', entry}])
    const visited = await visit(browser, server.url)
    const {page, requests} = visited
    await logIn(visited)
    await page.goto(`${server.url}/?article=article-evil`)
    const frame = page.frames().find((one) => one !== page.mainFrame())!
    await frame.waitForLoadState('load')
    expect(await frame.evaluate('document.images[0].naturalWidth')).toBe(7)
    expect(await page.title()).toBe('Evil | Marrow delivery')
    expect(requests.some((url) => url.endsWith('/v1/manifest'))).toBe(false)
    await page.goto(`${server.url}/bundles/${entry.bundle}/data/index.html`)
    await loadImages(page)
    expect(await page.title()).toBe('Evil')
    await visited.close()
  })

  it('logs out, and says why a token does not count', async () => {
    const visited = await visit(browser, server.url)
    const {page} = visited
    await logIn(visited, 'mrw_no')
    expect(await page.textContent('[role=alert]')).toMatch(/does not count/)
    await logIn(visited)
    expect(await page.textContent('h1')).toBe('Publisher knee')
    await page.click('header button')
    await page.waitForSelector('#token')
    expect(await page.context().cookies()).toEqual([])
    await visited.close()
  })

  it('copies the command', async () => {
    const visited = await visit(browser, server.url, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const {page} = visited
    await logIn(visited)
    await page.click('button[data-copy]')
    await page.waitForFunction('document.querySelector("[role=status]").textContent === "Copied."')
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      new RegExp(`^marrow-pull ${server.url} articles --key`),
    )
    await visited.close()
  })
})
