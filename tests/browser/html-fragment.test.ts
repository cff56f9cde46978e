import type {Browser} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import type {Composition} from '#pipeline'

import {richComposition} from '../exports/fixtures/composition.ts'
import {render} from '../exports/html/render.ts'
import {launch} from './launch.ts'
import {serve} from './serve.ts'
import type {ServedFile, TestServer} from './serve.ts'
import {loadImages, runAxe, visit} from './visit.ts'

/** The rich body with another caption: scrolling tables are regions, named after theirs. */
function withOtherTable() {
  const text = JSON.stringify(richComposition().hast).replaceAll('Tests compared', 'Other tests')
  return JSON.parse(text) as Composition['hast']
}

const policy =
  "default-src 'none'; img-src 'self'; style-src 'self'; require-trusted-types-for 'script'"

describe('two fragments on one page of somebody else', () => {
  const files = new Map<string, ServedFile>()
  let browser: Browser
  let server: TestServer
  let url: string

  beforeAll(async () => {
    browser = await launch()
    server = await serve(files)
    const options = {fragmentAssetBase: '/media/', fragmentArticleUrl: '/read/{language}/{slug}'}
    const first = await render({}, options)
    // An id that extends the other's: `knee` and `knee-2` must not meet either.
    const second = await render(
      {id: 'article-bme-knee-what', title: 'Second article', hast: withOtherTable()},
      options,
    )
    for (const {path, mediaType, bytes} of first.artifacts) {
      files.set(`/media/${path}`, {mediaType, body: bytes})
    }
    const body =
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>' +
      '<link rel="stylesheet" href="/media/fragment.css"></head><body><main><h1>Host</h1>' +
      `${first.fragment}${second.fragment}</main></body></html>`
    const headers = {'content-security-policy': policy}
    files.set('/host', {mediaType: 'text/html', body, headers})
    url = `${server.origin}/host`
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it.each(['light', 'dark'] as const)('has no axe violation: %s', async (colorScheme) => {
    const {page, faults, close} = await visit(browser, url, {colorScheme})
    expect(await runAxe(page)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })

  it('breaks no rule of a strict policy and asks only the host', async () => {
    const {page, faults, requests, close} = await visit(browser, url)
    await page.locator('.marrow-about').last().scrollIntoViewIfNeeded()
    await loadImages(page)
    expect(faults).toEqual([])
    expect(requests.filter((request) => !request.startsWith(`${server.origin}/`))).toEqual([])
    const [image] = requests.filter((request) => request.endsWith('.svg'))
    expect(image).toContain('/media/assets/')
    await close()
  })

  it('has no id twice, and every inner link stays inside its own fragment', async () => {
    const {page, close} = await visit(browser, url)
    const ids = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[id]')].map((element) => element.id)`,
    )
    expect(ids.length).toBeGreaterThan(20)
    expect(new Set(ids).size).toBe(ids.length)
    const strays = `[...document.querySelectorAll('.marrow')].flatMap((fragment) =>
      [...fragment.querySelectorAll('a[href^="#"]')]
        .map((link) => link.getAttribute('href').slice(1))
        .filter((id) => !fragment.contains(document.getElementById(id))))`
    expect(await page.evaluate(strays)).toEqual([])
    const lost = `[...document.querySelectorAll('[aria-labelledby]')]
      .map((element) => element.getAttribute('aria-labelledby'))
      .filter((id) => !document.getElementById(id))`
    expect(await page.evaluate(lost)).toEqual([])
    await close()
  })

  it('puts its prefix before every class and carries no script, style or handler', async () => {
    const {page, close} = await visit(browser, url)
    const foreign = `[...document.querySelectorAll('.marrow, .marrow *')]
      .flatMap((element) => [...element.classList])
      .filter((name) => name !== 'marrow' && !name.startsWith('marrow-'))`
    expect(await page.evaluate(foreign)).toEqual([])
    const active = `[...document.querySelectorAll('.marrow, .marrow *')].filter((element) =>
      ['SCRIPT', 'STYLE', 'LINK', 'FORM', 'IFRAME'].includes(element.tagName) ||
      [...element.attributes].some(({name}) => name === 'style' || name.startsWith('on'))).length`
    expect(await page.evaluate(active)).toBe(0)
    await close()
  })

  it('styles nothing outside itself', async () => {
    const {page, close} = await visit(browser, url)
    const look = `(() => {
      const {color, fontFamily, backgroundColor} = getComputedStyle(document.querySelector('h1'))
      return {color, fontFamily, backgroundColor}
    })()`
    const styled = await page.evaluate(look)
    await page.evaluate(`document.querySelector('link').remove()`)
    expect(await page.evaluate(look)).toEqual(styled)
    await close()
  })
})
