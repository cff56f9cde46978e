import type {Composition} from '#pipeline'
import type {Browser} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {composeHostile} from '../exports/fixtures/hostile-content.ts'
import {payloads, poison} from '../exports/fixtures/hostile.ts'
import {richComposition} from '../exports/fixtures/composition.ts'
import {renderComposition} from '../exports/html/render.ts'
import {launch} from './launch.ts'
import {serve} from './serve.ts'
import type {ServedFile, TestServer} from './serve.ts'
import {watch} from './visit.ts'
import type {Watched} from './visit.ts'

/** What no page may hold, wherever it came from. */
const active = `[
  ...document.querySelectorAll('iframe, object, embed, base, form [name=getElementById], svg, math, video, template, noscript, link[rel=stylesheet], meta[http-equiv=refresh], script:not([type="application/ld+json"])'),
  ...[...document.querySelectorAll('*')].filter((element) =>
    element.hasAttribute('style') ||
    [...element.attributes].some(({name}) => name.startsWith('on'))),
  ...[...document.querySelectorAll('[href], [src], [action]')].filter((element) =>
    /^(?:javascript|data|vbscript):/.test(element.href || element.src || element.action)),
].map((element) => element.outerHTML.slice(0, 200))`

describe('hostile text in every field', () => {
  const files = new Map<string, ServedFile>()
  let browser: Browser
  let server: TestServer
  let watched: Watched

  beforeAll(async () => {
    browser = await launch()
    server = await serve(files)
    watched = await watch(await browser.newContext({bypassCSP: true}))
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  // The page's own policy would stop what slips through: without it, escaping stands alone.
  it.each(payloads)('is text and no more: %j', async (payload) => {
    const seen = await look(poison(richComposition(), payload))
    expect(seen).toEqual([inert('/page', payload), inert('/host', payload)])
  })

  it('is text and no more after the pipeline, with types and marks that are markup', async () => {
    const composition = composeHostile()
    expect(composition.messages.map(({ruleId}) => ruleId)).toContain('link-unsafe')
    expect(composition.messages.map(({severity}) => severity)).toContain('fatal')
    const {title} = composition
    expect(await look(composition)).toEqual([inert('/page', title), inert('/host', title)])
  })

  /** Open page and fragment and tell what they hold and did. */
  async function look(composition: Composition) {
    const world = {readAsset: () => Promise.resolve(new Uint8Array())}
    const options = {fragmentAssetBase: '/'}
    const {page, fragment, artifacts} = await renderComposition(composition, options, world)
    for (const {path, mediaType, bytes} of artifacts) {
      files.set(`/${path}`, {mediaType, body: bytes})
    }
    const host = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${fragment}`
    files.set('/page', {mediaType: 'text/html', body: page})
    files.set('/host', {mediaType: 'text/html', body: host})

    const seen = []
    for (const path of ['/page', '/host']) {
      watched.faults.length = 0
      watched.requests.length = 0
      await watched.page.goto(server.origin + path)
      seen.push({
        path,
        title: await watched.page.locator('article h1, article h2').first().textContent(),
        active: await watched.page.evaluate(active),
        pwned: await watched.page.evaluate('window.pwned'),
        faults: [...watched.faults],
        requests: watched.requests.filter(
          (url) => url !== server.origin + path && !url.startsWith(`${server.origin}/assets/`),
        ),
      })
    }
    return seen
  }
})

/** What is seen of a page that holds only text. */
function inert(path: string, title: string) {
  return {path, title, active: [], pwned: undefined, faults: [], requests: []}
}
