import {describe, expect, it} from 'vitest'

import {documentsOf} from '../../../pipeline/documents.ts'
import {numberCitations} from '../../../pipeline/steps/number-citations.ts'
import {
  articleContent,
  block,
  citation,
  cite,
  reference,
  rulesOf,
  section,
  sections,
  table,
  treeOf,
} from '../content.ts'

function number(body: Array<Record<string, unknown>>, nested: Array<Record<string, unknown>> = []) {
  const works = ['a', 'b', 'c'].map((id) => citation(id))
  const inside = nested.length > 0 ? {sections: [section('Nested', nested)]} : {}
  const content = articleContent(
    sections(section('One', body, inside), section('Two', [block(cite('c'))])),
    works,
  )
  const {tree, file} = treeOf(content)
  const sources = {a: {status: 'current', checkedAt: '2026-11-01'} as const}
  const references = numberCitations(tree, documentsOf(content, 'citation'), sources, file)
  return {references, rules: rulesOf(file), tree}
}

describe('numberCitations', () => {
  it('numbers works as a reader meets them: nested sections before the next one', () => {
    const {references} = number([block(cite('b'))], [block(cite('a'))])
    expect(references.map(({number: n, citation: {_id}}) => [n, _id])).toEqual([
      [1, 'b'],
      [2, 'a'],
      [3, 'c'],
    ])
  })

  it('keeps the number of a work at every later citation, and lists each place', () => {
    const {references} = number([block(cite('c', 'a'), ' and ', cite('c'))])
    expect(references[0]).toMatchObject({
      id: 'ref-1',
      uses: [{id: 'cite-1-1'}, {id: 'cite-1-2'}, {id: 'cite-1-3'}],
    })
    expect(references[1]).toMatchObject({id: 'ref-2', uses: [{id: 'cite-2-1'}]})
  })

  it('numbers citations inside a table', () => {
    const cells = table([['head'], ['cell']])
    const rows = cells['rows'] as Array<{cells: Array<{content: unknown[]}>}>
    rows[1]!.cells[0]!.content = [{_key: 'b1', ...block('x', cite('b'))}]
    const {references} = number([cells, block(cite('a'))])
    expect(references.map(({citation: {_id}}) => _id)).toEqual(['b', 'a', 'c'])
  })

  it('keeps locator and excerpt with the place', () => {
    const item = {source: reference('a'), locator: 'p. 3', excerpt: 'the words'}
    const {references} = number([block(cite(item))])
    expect(references[0]?.uses).toEqual([{id: 'cite-1-1', locator: 'p. 3', excerpt: 'the words'}])
  })

  it('takes the state of a source from the record of checks, never from the document', () => {
    const {references} = number([block(cite('a', 'b'))])
    expect(references.map(({state}) => state)).toEqual([
      {status: 'current', checkedAt: '2026-11-01'},
      {status: 'unchecked'},
      {status: 'unchecked'},
    ])
  })

  it('is fatal for a work that does not exist, a name of Object.prototype too', () => {
    const {rules} = number([block(cite('gone', 'toString', 'a'))])
    expect(rules).toEqual([
      ['citation-unknown', 'sections[_key=="s1"]'],
      ['citation-unknown', 'sections[_key=="s1"]'],
    ])
  })
})
