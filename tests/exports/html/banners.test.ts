import {describe, expect, it} from 'vitest'

import {toBanners} from '../../../exports/article/parts/banners.ts'
import {richComposition} from '../fixtures/composition.ts'
import {html, viewOf} from './view.ts'

const approval = richComposition().approval!

describe('the banners', () => {
  it('are left out when there is nothing to say', () => {
    expect(toBanners(viewOf({notices: []}))).toBe(null)
  })

  it('say that sample content was not reviewed by a physician', () => {
    expect(html(toBanners(viewOf({sample: true, notices: []})))).toContain(
      'Sample content, not reviewed by a physician',
    )
  })

  it('mark a preview', () => {
    const text = html(toBanners(viewOf({kind: 'preview', approval: null, notices: []})))
    expect(text).toContain('Nobody has approved this text.')
  })

  it('mark an emergency sign-off and an overdue review', () => {
    const changed = {...approval, emergency: true, overdue: true}
    const text = html(toBanners(viewOf({approval: changed, notices: []})))
    expect(text).toContain('Released under an emergency sign-off')
    expect(text).toContain('due to be reviewed again on March 3, 2027')
  })

  it('show signed notices, the newest first', () => {
    const notice = richComposition().notices[0]!
    const notices = [
      {...notice, text: 'older', effective: '2026-01-01T00:00:00.000Z'},
      {
        ...notice,
        text: 'newer',
        effective: '2026-02-01T00:00:00.000Z',
        severity: 'safety' as const,
      },
    ]
    const text = html(toBanners(viewOf({notices})))
    expect(text.indexOf('newer')).toBeLessThan(text.indexOf('older'))
    expect(text).toContain('<strong>Erratum</strong> (Safety), <time datetime="2026-02-01">')
  })

  it('name a notice by its update type, and a restoration as what it is', () => {
    const {update: _, ...notice} = richComposition().notices[0]!
    const restored = {...notice, kind: 'restoration' as const}
    const text = html(
      toBanners(
        viewOf({
          notices: [
            notice,
            {...notice, update: 'expression_of_concern'},
            restored,
            {...restored, update: 'new_version'},
          ],
        }),
      ),
    )
    expect(text).toContain('<strong>Correction</strong> (Editorial)')
    expect(text).toContain('<strong>Expression of concern</strong> (Editorial)')
    expect(text).toContain('<strong>Restored</strong> (Editorial)')
    expect(text).toContain('<strong>Restored</strong> (New version, Editorial)')
  })
})
