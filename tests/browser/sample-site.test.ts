import {execFile} from 'node:child_process'
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {extname, join} from 'node:path'
import {promisify} from 'node:util'

import type {Browser} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {launch} from './launch.ts'
import {serve} from './serve.ts'
import type {ServedFile, TestServer} from './serve.ts'
import {runAxe, visit} from './visit.ts'

const main = join(import.meta.dirname, '../../cli/main.ts')
const listPage = '/latest/index.html'
const mediaTypes: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

describe('the exported sample site in a browser', () => {
  const files = new Map<string, ServedFile>()
  let browser: Browser
  let server: TestServer
  let folder: string
  let pages: string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marrow-site-'))
    const out = join(folder, 'out')
    const env = {...process.env, MARROW_HOME: join(folder, 'home')}
    const marrow = (...args: string[]) =>
      promisify(execFile)(process.execPath, [main, ...args], {env})
    await marrow('seed')
    await marrow('export', '--out', out)
    for (const path of ['latest', 'bundles']) await addFiles(join(out, path), `/${path}`)
    pages = [...files.keys()].filter((path) => /^\/latest\/(?:[^/]+\/)?index\.html$/.test(path))
    browser = await launch()
    server = await serve(files)
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await rm(folder, {recursive: true, force: true})
  })

  async function addFiles(from: string, to: string): Promise<void> {
    for (const entry of await readdir(from, {withFileTypes: true})) {
      const path = join(from, entry.name)
      const address = `${to}/${entry.name}`
      if (entry.isDirectory()) await addFiles(path, address)
      else {
        const mediaType = mediaTypes[extname(entry.name)] ?? 'application/octet-stream'
        files.set(address, {mediaType, body: await readFile(path)})
      }
    }
  }

  it('has its articles, its own pages and a list', () => {
    expect(pages.toSorted()).toEqual([
      '/latest/bone-marrow-edema-knee.en/index.html',
      '/latest/editorial-process.en/index.html',
      '/latest/expert-board.en/index.html',
      '/latest/index.html',
      // Withdrawn: the notice stands at its address.
      '/latest/knee-mri.en/index.html',
      '/latest/knee-osteoarthritis.en/index.html',
      '/latest/osteonecrosis-knee.en/index.html',
    ])
  })

  it('has no link that leads nowhere', async () => {
    const lost: string[] = []
    for (const path of pages) {
      const {page, close} = await visit(browser, server.origin + path)
      const hrefs = await page.evaluate<string[]>(
        `[...document.querySelectorAll('a[href]')].map((link) => link.href)`,
      )
      const ids = await page.evaluate<string[]>(
        `[...document.querySelectorAll('[id]')].map((element) => element.id)`,
      )
      for (const href of hrefs.filter((each) => each.startsWith(`${server.origin}/`))) {
        const {pathname, hash} = new URL(href)
        const isHere = pathname === path && (hash === '' || ids.includes(hash.slice(1)))
        if (!isHere && !(pathname !== path && files.has(pathname))) lost.push(`${path} ${href}`)
      }
      await close()
    }
    expect(lost).toEqual([])
  })

  it.each(['light', 'dark', 'narrow'])('has no axe violation and no fault: %s', async (way) => {
    const options =
      way === 'narrow' ? {viewport: {width: 320, height: 640}} : {colorScheme: way as 'light'}
    const found: string[] = []
    for (const path of pages) {
      const {page, faults, requests, close} = await visit(browser, server.origin + path, options)
      const outside = requests.filter((url) => !url.startsWith(`${server.origin}/`))
      const width = await page.evaluate<number>('document.documentElement.scrollWidth')
      if (way === 'narrow' && width > 320) found.push(`${path}: ${width} px wide`)
      found.push(
        ...[...(await runAxe(page)), ...faults, ...outside].map((line) => `${path}: ${line}`),
      )
      await close()
    }
    expect(found).toEqual([])
  })

  it('lists what was withdrawn, with its notice, and calls no sample reviewed', async () => {
    const {page, close} = await visit(browser, server.origin + listPage)
    const text = (await page.locator('main').textContent()) ?? ''
    await close()
    expect(text).toContain('Having an MRI of the knee')
    expect(text).toMatch(/Withdrawn on [A-Z][a-z]+ \d{1,2}, \d{4} · Edition 1/)
    expect(text.replaceAll('not reviewed', '')).not.toMatch(/reviewed/i)
  })

  it('says on every page that it is a sample, and keeps search engines away', async () => {
    for (const path of pages) {
      const {page, close} = await visit(browser, server.origin + path)
      const body = (await page.locator('body').textContent()) ?? ''
      expect([path, body.includes('Sample content, not reviewed by a physician')]).toEqual([
        path,
        true,
      ])
      expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex')
      expect(await page.content()).not.toContain('reviewedBy')
      await close()
    }
  })
})
