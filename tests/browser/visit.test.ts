import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {Browser} from 'playwright-core'

import {launch} from './launch.ts'
import {serve} from './serve.ts'
import type {ServedFile, TestServer} from './serve.ts'
import {runAxe, visit} from './visit.ts'

describe('the means of the browser tests', () => {
  const files = new Map<string, ServedFile>()
  let browser: Browser
  let server: TestServer

  beforeAll(async () => {
    browser = await launch()
    server = await serve(files)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  async function open(body: string) {
    files.set('/', {mediaType: 'text/html', body})
    return visit(browser, `${server.origin}/`)
  }

  it('find a violation where there is one', async () => {
    const {page, close} = await open(
      '<!doctype html><html lang="en"><title>t</title><main><h1>t</h1><img src="/x"></main>',
    )
    expect(await runAxe(page)).toEqual(['image-alt: <img src="/x">'])
    await close()
  })

  it('find scripts that run, dialogs and requests', async () => {
    const {faults, requests, close} = await open(
      '<!doctype html><html lang="en"><title>t</title><script>alert(1);fetch("/leak")</script>',
    )
    expect(faults).toContain('dialog: 1')
    expect(requests).toContain(`${server.origin}/leak`)
    await close()
  })
})
