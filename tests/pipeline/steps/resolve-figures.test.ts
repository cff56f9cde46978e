import {toHtml} from 'hast-util-to-html'
import {describe, expect, it} from 'vitest'

import {compose} from '../../../pipeline/compose.ts'
import {articleContent, contextWith, figure, reference, section, sections} from '../content.ts'

function composeFigures(fields: Record<string, unknown>, today = '2026-11-22') {
  const use = {_type: 'figureUse', figure: reference('knee')}
  const content = articleContent(
    {...sections(section('One', [use, use])), leadFigure: reference('knee')},
    [figure('knee', fields)],
  )
  return compose(content, contextWith({today}))
}

describe('resolveFigures', () => {
  it('shows each figure with an id of its own, size, caption and credit', () => {
    const page = composeFigures({})
    const html = toHtml(page.hast)
    expect(html).toContain(
      '<figure id="fig-1" class="figure"><img src="assets/abababababababababababababababab.png" alt="A knee" width="640" height="480" loading="lazy"><figcaption><span class="figure-caption">The knee from the side</span> <span class="figure-credit">Photo: Ada Sample</span></figcaption></figure>',
    )
    expect(html).toContain('id="fig-2"')
    expect(page.leadFigure?.id).toBe('knee')
    expect(Object.keys(page.figures)).toEqual(['knee'])
  })

  it('shows a picture on the last day of its rights', () => {
    expect(composeFigures({rightsExpire: '2026-11-22'}).leadFigure?.id).toBe('knee')
  })

  it('puts the text alternative and caption in place of a picture whose rights have ended', () => {
    const page = composeFigures({rightsExpire: '2026-11-21'})
    expect(toHtml(page.hast)).toContain(
      '<p>A knee</p>\n<p>The knee from the side</p>\n<p>A knee</p>',
    )
    expect(page.leadFigure).toBeNull()
    expect(page.figures).toEqual({})
    expect(page.messages.filter(({ruleId}) => ruleId === 'rights-expired')).toHaveLength(2)
  })

  it('is fatal for a figure whose asset is not there, or that is no figure', () => {
    const page = composeFigures({image: {_type: 'image', asset: reference('image-gone')}})
    const faults = page.messages.filter(({severity}) => severity === 'fatal')
    expect(faults.map(({path, ruleId}) => [ruleId, path])).toEqual([
      ['figure-unknown', 'sections[_key=="s1"]'],
      ['figure-unknown', 'leadFigure'],
    ])
  })
})
