import {array, assert, property, string} from 'fast-check'
import {visit} from 'unist-util-visit'
import {describe, expect, it} from 'vitest'

import {identifySections} from '../../../pipeline/steps/identify-sections.ts'
import {articleContent, rulesOf, section, sections, treeOf} from '../content.ts'

function idsOf(...all: Array<Record<string, unknown>>) {
  const {tree, file} = treeOf(articleContent(sections(...all)))
  identifySections(tree, file)
  const ids: string[] = []
  visit(tree, 'section', ({id}) => {
    ids.push(id ?? '')
  })
  return {ids, rules: rulesOf(file), tree}
}

describe('identifySections', () => {
  it('makes ids of headings, and tells those alike apart', () => {
    const {ids} = idsOf(section('Causes'), section('When to seek care?'), section('Causes'))
    expect(ids).toEqual(['s-causes', 's-when-to-seek-care', 's-causes-1'])
  })

  it('keeps the anchor of the editor, whatever headings come before it', () => {
    const {ids} = idsOf(section('Signs'), section('Other', [], {anchor: 'signs'}))
    expect(ids).toEqual(['s-signs-1', 's-signs'])
  })

  it('reports an anchor that is given twice', () => {
    const {ids, rules} = idsOf(
      section('A', [], {anchor: 'signs'}),
      section('B', [], {anchor: 'signs'}),
    )
    expect(ids).toEqual(['s-signs', 's-signs-1'])
    expect(rules).toEqual([['anchor-duplicate', 'sections[_key=="s2"]']])
  })

  it('keeps letters of every script and gives a name to a heading that has none', () => {
    const {ids} = idsOf(section('Причины'), section('原因'), section('???'), section('!'))
    expect(ids).toEqual(['s-причины', 's-原因', 's-section', 's-section-1'])
  })

  it('puts the heading first, one level below the depth of its section', () => {
    const {tree} = idsOf(section('A', [], {sections: [{...section('B'), _key: 's1'}]}))
    const depths: unknown[] = []
    visit(tree, 'heading', ({depth, children}) => {
      depths.push([depth, children])
    })
    expect(depths).toEqual([
      [2, [{type: 'text', value: 'A'}]],
      [3, [{type: 'text', value: 'B'}]],
    ])
  })

  it('makes no id that names something of the document or the window', () => {
    const names = ['body', 'cookie', 'getElementById', '__proto__', 'constructor', 'location']
    const {ids} = idsOf(...names.map((name) => section(name)))
    expect(ids).toHaveLength(names.length)
    for (const id of ids) expect(id).toMatch(/^s-/)
  })

  it('makes unique ids without white space or markup for any heading', () => {
    const headings = array(string({unit: 'binary'}), {minLength: 1, maxLength: 8})
    assert(
      property(headings, (titles) => {
        const {ids} = idsOf(...titles.map((title) => section(title)))
        expect(new Set(ids).size).toBe(titles.length)
        for (const id of ids) expect(id).toMatch(/^s-[\p{L}\p{M}\p{N}_-]{0,90}$/u)
      }),
      {numRuns: 200},
    )
  })
})
