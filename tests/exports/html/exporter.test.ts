import {describe, expect, it} from 'vitest'

import {exporters, htmlExporter} from '#exports'

import {fixtureWorld, richComposition} from '../fixtures/composition.ts'
import {render} from './render.ts'

describe('the HTML export', () => {
  it('is one of the exporters', () => {
    expect(exporters).toContain(htmlExporter)
  })

  it('gives page, fragment, style sheet and pictures', async () => {
    const {artifacts} = await render()
    expect(artifacts.map(({path, mediaType}) => `${path} ${mediaType}`)).toEqual([
      'index.html text/html',
      'fragment.html text/html',
      'fragment.css text/css',
      expect.stringMatching(/^assets\/[\da-f]{64}\.svg image\/svg\+xml$/),
      expect.stringMatching(/^assets\/[\da-f]{64}\.svg image\/svg\+xml$/),
    ])
  })

  it('gives equal bytes for equal compositions and changes none', async () => {
    const composition = deepFreeze(richComposition())
    const one = await htmlExporter.export(composition, htmlExporter.defaults, fixtureWorld)
    const two = await htmlExporter.export(richComposition(), htmlExporter.defaults, fixtureWorld)
    expect(one).toEqual(two)
  })

  it('gives exactly these bytes; a change of them needs a new version of the exporter', async () => {
    const {page, fragment, css} = await render()
    await expect(page).toMatchFileSnapshot('expected/index.html')
    await expect(fragment).toMatchFileSnapshot('expected/fragment.html')
    await expect(css).toMatchFileSnapshot('expected/fragment.css')
  })

  it('sets language and direction', async () => {
    const {page, fragment} = await render({language: 'ar', direction: 'rtl'})
    expect(page).toContain('<html lang="ar" dir="rtl">')
    expect(fragment).toContain('lang="ar" dir="rtl"')
  })

  it('gives the pages of the site without contents, feedback and share links', async () => {
    const {page} = await render({page: 'expert-board'})
    expect(page).not.toMatch(/class="(?:toc|feedback|share|kicker)"/)
    expect(page).toContain('class="disclaimer"')
  })

  it('refuses a template that leads to a script', async () => {
    await expect(render({}, {articleUrl: 'javascript:{slug}'})).rejects.toMatchObject({
      code: 'address-unsafe',
    })
  })

  it('resolves the public address against the folder of the site', async () => {
    const {page} = await render()
    expect(page).toContain(
      '<link rel="canonical" href="https://health.example.org/library/bone-marrow-edema-knee.en/">',
    )
  })
})

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) deepFreeze(item)
    Object.freeze(value)
  }
  return value
}
