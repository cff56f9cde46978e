import {toHtml} from 'hast-util-to-html'
import {describe, expect, it} from 'vitest'

import {compose} from '../../../pipeline/compose.ts'
import {annotated, articleContent, contextWith, section, sections} from '../content.ts'

function composeLink(href: string) {
  const link = annotated('words', {_type: 'webLink', href})
  return compose(articleContent(sections(section('One', [link]))), contextWith())
}

describe('dropUnsafeLinks', () => {
  it.each([
    'https://example.org/a?b=c#d',
    'http://example.org',
    'HTTPS://EXAMPLE.ORG',
    'mailto:a@example.org',
  ])('keeps %s', (href) => {
    const page = composeLink(href)
    expect(toHtml(page.hast)).toContain(`<a href="${href}" rel="noopener noreferrer">words</a>`)
    expect(page.messages.map(({ruleId}) => ruleId)).not.toContain('link-unsafe')
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https:///evil.example',
    'https:\\\\evil.example',
    'blob:https://evil.example/1',
    '#body',
    'page.html',
    '?q',
    'https://',
    'http://[',
  ])('makes plain text of %j and says so', (href) => {
    const page = composeLink(href)
    expect(toHtml(page.hast)).toContain('<p>words</p>')
    expect(page.messages).toContainEqual(
      expect.objectContaining({ruleId: 'link-unsafe', severity: 'warning'}),
    )
  })
})
