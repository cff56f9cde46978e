import {describe, expect, it} from 'vitest'

import {articleUrl} from '#exports'

const target = {id: 'article-1', slug: 'knee pain', language: 'en'}

describe('articleUrl', () => {
  it('fills and encodes each placeholder', () => {
    expect(articleUrl('/{language}/{slug}?id={id}', target)).toBe('/en/knee%20pain?id=article-1')
  })

  it('lets no value leave its place', () => {
    const url = articleUrl('/{slug}', {...target, slug: '../..//evil.example/?#'})
    expect(url).toBe('/..%2F..%2F%2Fevil.example%2F%3F%23')
  })

  it('fills no placeholder that a value brings along', () => {
    expect(articleUrl('/{slug}/{id}', {...target, slug: '{id}'})).toBe('/%7Bid%7D/article-1')
  })

  it('refuses other placeholders by name', () => {
    expect(() => articleUrl('/{title}', target)).toThrow(/`\{title\}`/)
  })

  it.each([
    'javascript:{slug}',
    ' JavaScript:x',
    'java\tscri\npt:x',
    'data:{id}',
    '\u0001vbscript:x',
  ])('refuses the template %j', (template) => {
    expect(() => articleUrl(template, target)).toThrow(
      expect.objectContaining({code: 'address-unsafe'}),
    )
  })
})
