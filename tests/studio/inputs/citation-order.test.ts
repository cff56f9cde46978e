import {describe, expect, it} from 'vitest'

import {citationOrder} from '../../../studio/inputs/citation-order.ts'

function cite(...ids: string[]): object {
  const items = ids.map((id) => ({_type: 'citationItem', source: {_ref: id}}))
  return {_type: 'citationUse', items}
}

function block(...children: object[]): object {
  return {_type: 'block', children}
}

describe('numbering citations while one writes', () => {
  it('counts in reading order, each work once', () => {
    const sections = [
      {body: [block(cite('b', 'a')), {_type: 'callout', content: [block(cite('c'))]}]},
      {body: [block(cite('a'))], sections: [{body: [block(cite('d'))]}]},
    ]
    expect([...citationOrder(sections)]).toEqual([
      ['b', 1],
      ['a', 2],
      ['c', 3],
      ['d', 4],
    ])
  })

  it('looks into tables and Markdown', () => {
    const rows = [{cells: [{content: [block(cite('t'))]}]}]
    const markdown = 'One:cite{source=m} two:cite[:source{ref=t} :source{ref=n}].'
    expect([...citationOrder([{body: [{_type: 'table', rows}]}, {markdown}]).keys()]).toEqual([
      't',
      'm',
      'n',
    ])
  })

  it('bears what is only half written', () => {
    expect(citationOrder(undefined).size).toBe(0)
    expect(citationOrder([null, {body: 'x'}, {body: [{_type: 'citationUse'}]}]).size).toBe(0)
    expect(citationOrder([{body: [block({_type: 'citationUse', items: [{}]})]}]).size).toBe(0)
  })
})
