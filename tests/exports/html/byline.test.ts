import {describe, expect, it} from 'vitest'

import {toByline} from '../../../exports/article/parts/byline.ts'
import {richComposition} from '../fixtures/composition.ts'
import {html, viewOf} from './view.ts'

const approval = richComposition().approval!

describe('the byline', () => {
  it('names authors, and reviewer and editor with the dates of their sign-offs in UTC', () => {
    expect(html(toByline(viewOf()))).toBe(
      '<div class="byline">' +
        '<p class="byline-authors">Written by <b>Ada Example, MSc</b></p>' +
        '<p class="byline-reviewer">Medically reviewed by <b>Max Muster, MD, PhD</b> on ' +
        '<time datetime="2026-03-03">March 3, 2026</time></p>' +
        '<p class="byline-editor">Edited by <b>Eva Editor, MA</b> on ' +
        '<time datetime="2026-03-02">March 2, 2026</time></p></div>',
    )
  })

  it('takes the last of several sign-offs of one person, whatever their order', () => {
    const [editor, expert] = approval.signOffs
    const again = {...expert!, at: '2026-09-01T00:00:00.000Z', meaning: 'reaffirmation'}
    const changed = {...approval, signOffs: [again, editor!, expert!]}
    const text = html(toByline(viewOf({approval: changed})))
    expect(text).toContain('September 1, 2026')
    expect(text).not.toContain('March 3, 2026')
  })

  it('claims no medical review under sample keys', () => {
    const text = html(toByline(viewOf({sample: true})))
    expect(text).toContain(
      'Sample sign-off, not a medical review: <b>Max Muster, MD, PhD (sample person)</b>',
    )
    expect(text).toContain('Edited by <b>Eva Editor, MA (sample person)</b>')
    expect(text).not.toContain('Medically reviewed')
  })

  it('marks made-up people', () => {
    const authors = [{id: 'person-ada', name: 'Ada Example', credentials: [], sample: true}]
    expect(html(toByline(viewOf({authors})))).toContain('<b>Ada Example (sample person)</b>')
  })

  it('names no reviewer in a preview', () => {
    const text = html(toByline(viewOf({kind: 'preview', approval: null})))
    expect(text).toBe(
      '<div class="byline"><p class="byline-authors">Written by <b>Ada Example, MSc</b></p></div>',
    )
  })

  it('speaks of approval, not of review, on the pages of the site', () => {
    const text = html(toByline(viewOf({page: 'editorial-process', authors: []})))
    expect(text).toContain('Approved by <b>Eva Editor, MA</b>')
    expect(text).not.toContain('reviewed')
  })
})
