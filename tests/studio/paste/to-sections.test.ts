import {describe, expect, it} from 'vitest'

import {fromMarkdownText} from '../../../studio/paste/from-markdown-text.ts'
import {toSections} from '../../../studio/paste/to-sections.ts'

function cut(markdown: string) {
  let count = 0
  const makeKey = () => `k${(count += 1)}`
  return toSections(fromMarkdownText(markdown, makeKey), 'Overview', makeKey)
}

function shapeOf(sections: any[]): unknown[] {
  return sections.map(({heading, body, sections: inner}) => [
    heading,
    body?.length ?? 0,
    ...(inner ? [shapeOf(inner)] : []),
  ])
}

describe('cutting pasted text into sections', () => {
  it('nests deeper headings, and takes the first as the title', () => {
    const {title, sections} = cut('# T\n\nlead\n\n## A\n\none\n\n### A1\n\ntwo\n\n## B')
    expect(title).toBe('T')
    expect(shapeOf(sections)).toEqual([
      ['Overview', 1],
      ['A', 1, [['A1', 1]]],
      ['B', 0],
    ])
  })

  it('has no title where several headings are on top', () => {
    const {title, sections} = cut('# A\n\none\n\n# B\n\ntwo')
    expect(title).toBeUndefined()
    expect(shapeOf(sections)).toEqual([
      ['A', 1],
      ['B', 1],
    ])
  })

  it('nests no deeper than headings go', () => {
    const {sections} = cut('# A\n# B\n## C\n### D\n#### E\n##### F\n###### G')
    const depth = (list: any[]): number =>
      list.length === 0 ? 0 : 1 + Math.max(...list.map(({sections: inner = []}) => depth(inner)))
    expect(depth(sections)).toBe(5)
  })
})
