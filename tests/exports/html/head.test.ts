import {describe, expect, it} from 'vitest'

import {toHead, toPolicy} from '../../../exports/formats/html/parts/head.ts'
import {richSite} from '../fixtures/composition.ts'
import {html, viewOf} from './view.ts'

describe('the policy of the page', () => {
  it('allows its pictures, its style by hash and its form, and nothing else', () => {
    expect(toPolicy(viewOf(), 'HASH=')).toBe(
      "default-src 'none'; img-src 'self'; style-src 'sha256-HASH='; base-uri 'none'; " +
        'form-action https://feedback.example.org',
    )
  })

  it.each(['https://evil.example;script-src', 'https://a,b/', 'not an address'])(
    'cannot be widened by the feedback address %j',
    (feedbackUrl) => {
      const policy = toPolicy(viewOf({site: {...richSite, feedbackUrl}}), 'HASH=')
      expect(policy).toContain("form-action 'none'")
      expect(policy).not.toContain('script-src')
    },
  )
})

describe('the head of the page', () => {
  it('has title, description, canonical address and no referrer', () => {
    const text = html(toHead(viewOf({summary: 'A "short" summary'}), '', ''))
    expect(text).toContain('<title>Bone marrow edema of the knee | Marrow Health</title>')
    expect(text).toContain('<meta name="description" content="A &#x22;short&#x22; summary">')
    expect(text).toContain('<meta name="referrer" content="no-referrer">')
    expect(text).toContain('<link rel="canonical" href="https://health.example.org/library/')
  })

  it('asks search engines away from samples and previews, and from nothing else', () => {
    const robots = '<meta name="robots" content="noindex">'
    expect(html(toHead(viewOf(), '', ''))).not.toContain(robots)
    expect(html(toHead(viewOf({sample: true}), '', ''))).toContain(robots)
    expect(html(toHead(viewOf({kind: 'preview', approval: null}), '', ''))).toContain(robots)
  })
})
