import {describe, expect, it} from 'vitest'

import {toAbout} from '../../../exports/article/parts/about.ts'
import {toDisclaimer} from '../../../exports/article/parts/disclaimer.ts'
import {toExpertQuote} from '../../../exports/article/parts/expert-quote.ts'
import {toFeedback} from '../../../exports/article/parts/feedback.ts'
import {toKeyPoints} from '../../../exports/article/parts/key-points.ts'
import {toRelated} from '../../../exports/article/parts/related.ts'
import {toShare} from '../../../exports/article/parts/share.ts'
import {toTerms} from '../../../exports/article/parts/terms.ts'
import {toContents} from '../../../exports/article/parts/toc.ts'
import {richSite} from '../fixtures/composition.ts'
import {html, viewOf} from './view.ts'

describe('the table of contents', () => {
  it('shows top sections, and every heading under "View all"', () => {
    const text = html(toContents(viewOf()))
    const [short, all] = text.split('<summary>View all</summary>')
    expect(short).toContain('<a href="#s-causes">Causes</a>')
    expect(short).not.toContain('#s-injuries')
    expect(all).toContain('<a href="#s-injuries">Injuries</a>')
  })

  it('needs no "View all" for a few flat sections', () => {
    const outline = ['a', 'b'].map((id) => ({id, title: id, children: []}))
    expect(html(toContents(viewOf({outline})))).not.toContain('View all')
  })

  it('is left out of a page with one section', () => {
    expect(toContents(viewOf({outline: [{id: 'a', title: 'a', children: []}]}))).toBe(null)
  })
})

describe('the terms', () => {
  it('are those with a definition, where their uses link to', () => {
    expect(html(toTerms(viewOf()))).toBe(
      '<section class="terms" aria-labelledby="page.terms">' +
        '<h2 id="page.terms">Terms used in this article</h2><dl><div id="term-1">' +
        '<dt>Bone marrow edema (BME)</dt>' +
        '<dd>Watery fluid in spongy bone, where fatty marrow should be.</dd></div></dl></section>',
    )
  })

  it('are left out where none has a definition', () => {
    const [, without] = viewOf().composition.terms
    expect(toTerms(viewOf({terms: [without!]}))).toBe(null)
  })
})

describe('what is due', () => {
  it('is named on an article, and on no page of the site', () => {
    const {approval} = viewOf().composition
    expect(html(toAbout(viewOf()))).toContain('Next review due')
    const changes = {
      page: 'expert-board',
      approval: {...approval!, reviewDue: null, validUntil: null},
    } as const
    expect(html(toAbout(viewOf(changes)))).not.toContain('Next review due')
  })
})

describe('the feedback form', () => {
  it('posts to the address of the settings with what it is about', () => {
    const text = html(toFeedback(viewOf()))
    expect(text).toContain('<form method="post" action="https://feedback.example.org/articles"')
    expect(text).toContain('type="hidden" name="edition" value="edition.article-bme-knee.3"')
    for (const choice of ['Yes', 'No', 'Report an error', 'Other']) {
      expect(text).toContain(` ${choice}</label>`)
    }
  })

  it.each([undefined, '', 'javascript:alert(1)', 'feedback', 'https://a;script-src/'])(
    'is left out for the address %j',
    (feedbackUrl) => {
      const {feedbackUrl: _, ...rest} = richSite
      const site = feedbackUrl === undefined ? rest : {...rest, feedbackUrl}
      expect(toFeedback(viewOf({site}))).toBe(null)
    },
  )
})

describe('the share links', () => {
  it('fill address and title, encoded', () => {
    const text = html(toShare(viewOf({title: 'Knee & bone?'})))
    const url = encodeURIComponent('https://health.example.org/library/bone-marrow-edema-knee.en/')
    expect(text).toContain(`mailto:?subject=Knee%20%26%20bone%3F&#x26;body=${url}`)
  })

  it('are left out where the page has no address', () => {
    expect(toShare(viewOf({}, {publicUrl: null}))).toBe(null)
  })

  it('are left out for targets that are no web or mail address', () => {
    const shareTargets = [{name: 'x', urlTemplate: 'javascript:alert("{title}")'}]
    expect(toShare(viewOf({site: {...richSite, shareTargets}}))).toBe(null)
  })
})

describe('what a composition does not have', () => {
  it('is not rendered', () => {
    const view = viewOf({site: null, expertQuote: null, keyPoints: [], related: []})
    const parts = [toFeedback, toShare, toDisclaimer, toExpertQuote, toKeyPoints, toRelated]
    expect(parts.map((part) => part(view))).toEqual(parts.map(() => null))
  })
})

describe('the expert quote', () => {
  it('gives name, credentials, affiliation and role', () => {
    const text = html(toExpertQuote(viewOf()))
    expect(text).toContain('<b>Max Muster, MD, PhD</b>')
    expect(text).toContain('>Sample Hospital</span>')
    expect(text).toContain('>Member of the expert board</span>')
  })
})

describe('the facts about the page', () => {
  it('come from the approval: edition, dates, digest, declared interests', () => {
    const text = html(toAbout(viewOf()))
    expect(text).toContain('<dt>Edition</dt><dd>3</dd>')
    expect(text).toContain('<dt>Last medical review</dt><dd><time datetime="2026-03-03">')
    expect(text).toContain(`<code class="digest">${'9f'.repeat(32)}</code>`)
    expect(text).toContain('Max Muster, MD, PhD: Has given paid talks for a maker of MRI scanners.')
    expect(text).toContain('data-article="site.expert-board"')
  })

  it('speak of no medical review under sample keys', () => {
    expect(html(toAbout(viewOf({sample: true})))).not.toContain('medical review')
  })

  it('claim nothing in a preview', () => {
    const text = html(toAbout(viewOf({kind: 'preview', approval: null})))
    expect(text).not.toContain('<time')
    expect(text).not.toContain('digest')
  })
})
