import {describe, expect, it} from 'vitest'

import {toSources} from '../../../exports/article/parts/sources.ts'
import {richReferences} from '../fixtures/rich-references.ts'
import {richSite} from '../fixtures/composition.ts'
import {html, viewOf} from './view.ts'

describe('the sources', () => {
  it('are numbered entries with a link back to each place that cites them', () => {
    const text = html(toSources(viewOf()))
    expect(text).toContain('<li id="ref-1" class="source">')
    for (const id of ['cite-1-1', 'cite-1-2', 'cite-2-1', 'cite-3-1']) {
      expect(text).toContain(`<a href="#${id}" class="back-link">`)
    }
  })

  it('link to DOI and PubMed', () => {
    const text = html(toSources(viewOf()))
    expect(text).toContain('href="https://doi.org/10.1038/bonekey.2015.124"')
    expect(text).toContain('href="https://pubmed.ncbi.nlm.nih.gov/26644910')
  })

  it('show the words that support a claim', () => {
    expect(html(toSources(viewOf()))).toContain('p. 2: “The edema is visible on MRI only.”')
  })

  it('tell the state of a source only when it was checked', () => {
    const text = html(toSources(viewOf()))
    expect(text).toContain('No correction or retraction known</span> (Checked on March 1, 2026)')
    expect(text.match(/source-state /g)).toHaveLength(2)
    const unchecked = richReferences.map((entry) => ({
      ...entry,
      state: {status: 'current' as const},
    }))
    expect(html(toSources(viewOf({references: unchecked})))).not.toContain('source-state')
  })

  it('mark a retracted source', () => {
    const text = html(toSources(viewOf()))
    expect(text).toContain('<li id="ref-3" class="source source-retracted">')
    expect(text).toContain('<span class="state-words">Retracted</span>')
  })

  it('open with the statement on sourcing and a link to the editorial process', () => {
    const text = html(toSources(viewOf()))
    expect(text).toContain('<p class="sourcing">We cite peer-reviewed studies')
    expect(text).toContain('data-article="site.editorial-process"')
    const site = {...richSite, pages: []}
    expect(html(toSources(viewOf({site})))).not.toContain('editorial-process')
  })

  it('are left out where nothing is cited', () => {
    expect(toSources(viewOf({references: []}))).toBe(null)
  })
})
