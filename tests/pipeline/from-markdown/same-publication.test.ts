import {expect, it} from 'vitest'

import {compose} from '../../../pipeline/compose.ts'
import {articleContent, citation, contextWith, figure, section, sections, term} from '../content.ts'
import {blockPairs} from './block-pairs.ts'
import {inlinePairs} from './inline-pairs.ts'

const pairs = [...inlinePairs, ...blockPairs]
const article = (id: string) => ({status: 'live' as const, slug: id, language: 'en', title: id})
const context = contextWith({
  articles: {arthritis: article('arthritis'), osteoarthritis: article('osteoarthritis')},
})
const documents = [
  ...['a', 'b', 'c'].map((id) => citation(id)),
  figure('figure.knee'),
  term('term.bme', 'BME', 'bone marrow edema'),
]

it('An article written in Markdown is the same publication as in Portable Text', () => {
  const blocks = pairs.map(({name, portableText}) => {
    const {body: _, ...fields} = section(name)
    return {...fields, body: portableText}
  })
  const texts = pairs.map(({name, markdown}) => {
    const {body: _, ...fields} = section(name)
    return {...fields, markdown}
  })
  const one = compose(articleContent(sections(...blocks), documents), context)
  const other = compose(articleContent(sections(...texts), documents), context)
  expect(one.messages.filter(({severity}) => severity === 'fatal')).toEqual([])
  expect(one.references.length).toBe(3)
  expect(other).toEqual(one)
})
