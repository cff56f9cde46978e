import {expect, it} from 'vitest'

import {referencesIn} from '../../../pipeline/from-markdown/references-in.ts'

it('Every reference is found, in reading order, with its place', () => {
  const markdown = [
    'See :cite{source=a}, :cite[:source{ref=b} :source{ref=c locator=1}].',
    '',
    ':::note',
    '- :term[BME]{ref=t} and **:article[x]{ref=y}**',
    ':::',
    '',
    '::figure{ref=f}',
    '',
    '::related{ref=r}',
    '',
    '| :cite{source=a} |',
    '|---|',
  ].join('\n')
  expect(referencesIn(markdown)).toEqual([
    {kind: 'citation', id: 'a', line: 1, column: 5},
    {kind: 'citation', id: 'b', line: 1, column: 28},
    {kind: 'citation', id: 'c', line: 1, column: 43},
    {kind: 'glossaryTerm', id: 't', line: 4, column: 3},
    {kind: 'article', id: 'y', line: 4, column: 27},
    {kind: 'figure', id: 'f', line: 7, column: 1},
    {kind: 'article', id: 'r', line: 9, column: 1},
    {kind: 'citation', id: 'a', line: 11, column: 3},
  ])
})

it('What is no reference of ours is none', () => {
  expect(referencesIn('`:cite{source=a}` \\:cite{source=b} :cite ::figure :foo{ref=x}')).toEqual([])
})
