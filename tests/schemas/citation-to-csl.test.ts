import {describe, expect, it} from 'vitest'

import {citationToCsl, parseAs} from '#schemas'
import type {Citation} from '#schemas'

function citation(fields: object): Citation {
  const {document, problems} = parseAs('citation', {
    _id: 'c1',
    _type: 'citation',
    kind: 'article-journal',
    title: 'A title',
    ...fields,
  })
  if (document === null) throw new Error(JSON.stringify(problems))
  return document
}

describe('citationToCsl', () => {
  it('writes a journal article', () => {
    const csl = citationToCsl(
      citation({
        title: 'Treatment of bone marrow lesions (bone marrow edema)',
        authors: [{_key: 'a', _type: 'cslName', family: 'Eriksen', given: 'EF'}],
        containerTitle: 'BoneKEy Reports',
        containerTitleShort: 'Bonekey Rep',
        issued: {_type: 'cslDate', year: 2015, month: 11, day: 25},
        volume: '4',
        number: '755',
        doi: '10.1038/bonekey.2015.124',
      }),
    )
    expect(csl).toEqual({
      id: 'c1',
      type: 'article-journal',
      title: 'Treatment of bone marrow lesions (bone marrow edema)',
      author: [{family: 'Eriksen', given: 'EF'}],
      'container-title': 'BoneKEy Reports',
      'container-title-short': 'Bonekey Rep',
      issued: {'date-parts': [[2015, 11, 25]]},
      volume: '4',
      number: '755',
      DOI: '10.1038/bonekey.2015.124',
    })
  })

  it('keeps a date as exact as it is', () => {
    const csl = citationToCsl(
      citation({
        issued: {_type: 'cslDate', year: 2021},
        online: {_type: 'cslDate', year: 2021, month: 10},
        accessed: '2026-01-05',
      }),
    )
    expect(csl.issued).toEqual({'date-parts': [[2021]]})
    expect(csl['available-date']).toEqual({'date-parts': [[2021, 10]]})
    expect(csl.accessed).toEqual({'date-parts': [[2026, 1, 5]]})
  })

  it('says that the list of authors is cut, without a made-up author', () => {
    const csl = citationToCsl(
      citation({
        authors: [{_key: 'a', _type: 'cslName', literal: 'A Study Group'}],
        moreAuthors: true,
      }),
    )
    expect(csl.author).toEqual([{literal: 'A Study Group'}])
    expect(csl.custom).toEqual({'more-authors': true})
    expect(citationToCsl(citation({moreAuthors: false}))).not.toHaveProperty('custom')
  })

  it('writes a guideline as a report of that genre', () => {
    expect(citationToCsl(citation({kind: 'guideline'}))).toMatchObject({
      type: 'report',
      genre: 'guideline',
    })
  })

  it.each(['webpage', 'book', 'chapter', 'report', 'dataset'])('writes a %s as one', (kind) => {
    expect(citationToCsl(citation({kind}))).toEqual({id: 'c1', type: kind, title: 'A title'})
  })

  it('never writes the status', () => {
    const csl = citationToCsl(citation({status: 'retracted', statusCheckedAt: '2026-01-01'}))
    expect(JSON.stringify(csl)).not.toContain('retracted')
  })
})
