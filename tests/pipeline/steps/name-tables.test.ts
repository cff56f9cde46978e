import type {Table} from 'mdast'
import {expect, it} from 'vitest'

import {nameTables} from '../../../pipeline/steps/name-tables.ts'
import type {Tree} from '../../../pipeline/tree.ts'

function namesOf(...captions: Array<string | undefined>): Array<string | undefined> {
  const tables = captions.map((caption): Table => {
    return {type: 'table', children: [], ...(caption && {data: {caption}})}
  })
  const tree: Tree = {type: 'root', children: tables}
  nameTables(tree)
  return tables.map(({data}) => data?.name)
}

it('Each table has a name of its own: its caption, else its number', () => {
  expect(namesOf('Doses', undefined, 'Risks')).toEqual(['Doses', 'Table 2', 'Risks'])
})

it('Tables with one caption, or with a caption like a number, are told apart', () => {
  expect(namesOf('Doses', 'Doses', 'Doses (2)', 'Table 5', undefined)).toEqual([
    'Doses',
    'Doses (2)',
    'Doses (2) (2)',
    'Table 5',
    'Table 5 (2)',
  ])
})
