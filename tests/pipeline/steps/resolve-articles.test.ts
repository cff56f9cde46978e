import {toHtml} from 'hast-util-to-html'
import {describe, expect, it} from 'vitest'

import {compose} from '../../../pipeline/compose.ts'
import type {KnownArticle} from '../../../pipeline/context.ts'
import {annotated, articleContent, contextWith, reference, section, sections} from '../content.ts'

function composeLinks(status: KnownArticle['status'] | null) {
  const content = articleContent({
    ...sections(
      section('One', [
        annotated('the other', {_type: 'articleLink', article: reference('other')}),
        {_type: 'relatedArticle', article: reference('other')},
      ]),
    ),
    related: [{_key: 'r1', ...reference('other')}],
  })
  const known = {slug: 'other', language: 'en', title: 'The <other> article'}
  const url = 'https://site.example/other.en/'
  const articles = status ? {other: {...known, status, ...(status === 'elsewhere' && {url})}} : {}
  return compose(content, contextWith({articles}))
}

describe('resolveArticles', () => {
  it('links an article that is live, by id, language and slug, without an address', () => {
    const page = composeLinks('live')
    expect(toHtml(page.hast)).toContain(
      '<p><a data-article="other" data-language="en" data-slug="other">the other</a></p>',
    )
    expect(toHtml(page.hast)).toContain('The &#x3C;other> article</a></p></aside>')
    expect(page.related).toEqual([
      {id: 'other', slug: 'other', language: 'en', title: 'The <other> article'},
    ])
  })

  it('leads to one that is elsewhere from the text alone, and reports nothing', () => {
    const page = composeLinks('elsewhere')
    expect(toHtml(page.hast)).toContain(
      '<p><a href="https://site.example/other.en/" rel="noopener noreferrer">the other</a></p>\n</section>',
    )
    expect(page.related).toEqual([])
    expect(page.messages.filter(({ruleId}) => ruleId.startsWith('article-'))).toEqual([])
  })

  it.each([
    ['withdrawn', 'article-withdrawn'],
    ['unapproved', 'article-unpublished'],
    [null, 'article-unpublished'],
  ] as const)('drops and reports every link to one that is %s', (status, ruleId) => {
    const page = composeLinks(status)
    expect(toHtml(page.hast)).toBe(
      '<section id="s-one">\n<h2>One</h2>\n<p>the other</p>\n</section>',
    )
    expect(page.related).toEqual([])
    const reports = page.messages.filter((message) => message.ruleId === ruleId)
    expect(reports.map(({path, severity}) => [path, severity])).toEqual([
      ['sections[_key=="s1"]', 'warning'],
      ['related', 'warning'],
    ])
  })

  it('does not take a name of Object.prototype for an article', () => {
    const content = articleContent({related: [{_key: 'r1', ...reference('constructor')}]})
    expect(compose(content, contextWith()).related).toEqual([])
  })
})
