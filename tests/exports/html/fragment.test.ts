import {assert, property, string} from 'fast-check'
import {describe, expect, it} from 'vitest'

import {idPrefix} from '../../../exports/formats/html/steps/prefix-ids.ts'
import {render} from './render.ts'

describe('the fragment', () => {
  it('is one article with the class `marrow`, its language and its edition', async () => {
    const {fragment} = await render()
    expect(fragment).toMatch(/^<article class="marrow marrow-article marrow-article-article"/)
    expect(fragment).toMatch(/<\/article>\n$/)
    expect(fragment.match(/<article/g)).toHaveLength(1)
    expect(fragment).toContain('lang="en" dir="ltr" data-edition="edition.article-bme-knee.3"')
  })

  it('carries banners, byline, sources and disclaimer, and no form or contents', async () => {
    const {fragment} = await render({sample: true})
    for (const part of ['banner-sample', 'byline', 'sources', 'disclaimer', 'expert-quote']) {
      expect(fragment).toContain(`marrow-${part}"`)
    }
    expect(fragment).not.toMatch(/<form|<nav|<details class="marrow-toc|marrow-share/)
  })

  it('prefixes ids and the links to them', async () => {
    const {fragment} = await render()
    expect(fragment).toContain('id="marrow-article-bme-knee.ref-1"')
    expect(fragment).toContain('href="#marrow-article-bme-knee.ref-1"')
    expect(fragment).not.toMatch(/(?: id="|href="#)(?!marrow-article-bme-knee\.)/)
  })

  it('starts at the level that the host wants and never skips below h6', async () => {
    const two = await render({}, {fragmentHeadingLevel: 2})
    expect(two.fragment).toContain('<h2 id="marrow-article-bme-knee.page.title"')
    expect(two.fragment).toContain('<h4>Injuries</h4>')
    const five = await render({}, {fragmentHeadingLevel: 5})
    expect(five.fragment).toContain('<h5 id="marrow-article-bme-knee.page.title"')
    expect(five.fragment).toContain('<h6>Causes</h6>')
    expect(five.fragment).toContain('<h6 aria-level="7">Injuries</h6>')
  })

  it('takes pictures from the asset base', async () => {
    const {fragment} = await render({}, {fragmentAssetBase: 'https://cdn.example/a/'})
    expect(fragment).toMatch(/src="https:\/\/cdn\.example\/a\/assets\/[\da-f]+\.svg"/)
  })

  it('keeps id and language on links to other articles', async () => {
    const {fragment} = await render({}, {fragmentArticleUrl: '/read/{language}/{slug}?id={id}'})
    expect(fragment).toContain(
      '<a data-article="article-oa" data-language="en" href="/read/en/osteoarthritis?id=article-oa"',
    )
  })

  it('shares no id with the fragment of another article', () => {
    const id = string({minLength: 1})
    assert(
      property(id, string(), id, string(), (a, x, b, y) => {
        return a === b || idPrefix(a) + x !== idPrefix(b) + y
      }),
    )
    expect(idPrefix('a.b')).not.toBe(idPrefix('a_b'))
    expect(idPrefix('../"><b')).toMatch(/^marrow-[\w-]+\.$/)
  })

  it('styles only what is inside `.marrow`', async () => {
    const {css} = await render()
    const selectors = css
      .replaceAll(/@media[^{]*\{/g, '')
      .split('}')
      .map((rule) => rule.split('{')[0]?.trim() ?? '')
      .filter(Boolean)
    expect(selectors.length).toBeGreaterThan(50)
    expect(selectors.filter((selector) => !selector.includes('.marrow'))).toEqual([])
    expect(css).not.toMatch(/url\(|@import/)
  })
})
