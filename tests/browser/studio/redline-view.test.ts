import type {Browser} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {renderPage} from '../../studio/redline/render.ts'
import {sampleVersions} from '../../studio/redline/versions.ts'
import {launch} from '../launch.ts'
import {runAxe} from '../visit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

async function open(scheme: 'dark' | 'light', width = 1200) {
  const page = await browser.newPage({viewport: {width, height: 900}})
  const {base, head} = await sampleVersions()
  await page.setContent(renderPage({base: base as never, head}, scheme))
  return page
}

describe.each(['light', 'dark'] as const)('A redline in the %s scheme', (scheme) => {
  it('has no violation that axe finds', async () => {
    const page = await open(scheme)
    expect(await runAxe(page)).toEqual([])
    await page.close()
  })
})

it('A redline fits a narrow window', async () => {
  const page = await open('light', 360)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
  await page.close()
})
