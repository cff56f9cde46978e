import {describe, expect, it} from 'vitest'

import {assemble, composePages, emptyContext} from '#pipeline'

import {claimsOf} from '../../../../studio/review/parts/claims.ts'
import {richDocuments} from '../../../pipeline/approval/sealing/rich-documents.ts'

describe('the claims of a text', () => {
  it('are the sentences that cite something, each with the words of its sources', () => {
    const content = {...assemble('knee', richDocuments()), assets: []}
    const claims = composePages(content, emptyContext).flatMap(claimsOf)
    expect(claims.length).toBeGreaterThan(0)
    for (const claim of claims) {
      expect(claim.sources.length).toBeGreaterThan(0)
      expect(claim.place).toMatch(/^cite-/)
    }
    const sources = claims.flatMap((claim) => claim.sources)
    expect(sources.some(({excerpt}) => excerpt !== null)).toBe(true)
    expect(sources.every(({number, title}) => number > 0 && title !== '')).toBe(true)
  })

  it('begin after the sentence before', () => {
    const text = (value: string) => ({type: 'text', value})
    const citation = (source: string, number: number) => ({
      type: 'citation',
      id: `cite-${number}`,
      items: [{source, locator: 'p. 3', excerpt: 'Six of ten'}],
      numbers: [number],
    })
    const tree = {
      type: 'root',
      children: [
        {
          type: 'section',
          depth: 1,
          title: 'Treatment',
          children: [
            {
              type: 'paragraph',
              children: [
                text('Rest first. Most people '),
                {type: 'strong', children: [text('recover')]},
                text(' in weeks.'),
                citation('a', 1),
                text(' Few need surgery.'),
                citation('gone', 2),
              ],
            },
          ],
        },
      ],
    }
    const references = [{number: 1, citation: {title: 'A study'}, state: {status: 'retracted'}}]
    const claims = claimsOf({tree, references} as never)
    expect(claims).toMatchObject([
      {
        section: 'Treatment',
        text: 'Most people recover in weeks.',
        place: 'cite-1',
        sources: [{number: 1, title: 'A study', state: 'retracted', locator: 'p. 3'}],
      },
      {text: 'Few need surgery.', sources: [{number: 0, title: 'A source that is not listed'}]},
    ])
  })
})
