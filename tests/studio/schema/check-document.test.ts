import {describe, expect, it} from 'vitest'

import {checkDocument} from '../../../studio/schema/check-document.ts'

const article = {
  _id: 'drafts.a1',
  _type: 'article',
  title: 'Bone marrow edema',
  slug: {_type: 'slug', current: 'bone-marrow-edema'},
  language: 'en',
  audience: 'patient',
  summary: 'Fluid in the bone.',
  authors: [{_type: 'reference', _key: 'r1', _ref: 'person-1'}],
  reviewIntervalMonths: 24,
  sections: [{_type: 'section', _key: 's1', heading: 'Causes', markdown: 'Many.'}],
}

describe('checking a document in the form', () => {
  it('finds nothing in what can be sealed', () => {
    expect(checkDocument(article)).toEqual([])
  })

  it('names what is needed by the title that the form shows', () => {
    const {title: _title, ...untitled} = article
    expect(checkDocument(untitled)).toEqual([
      {message: 'Title is needed', path: ['title'], code: 'custom.field-missing'},
    ])
  })

  it('calls fields what the form calls them', () => {
    const sections = [{...article.sections[0], body: []}]
    expect(checkDocument({...article, sections}).map(({message}) => message)).toEqual([
      'Must have “Text” or “Text in Markdown”, not both',
    ])
  })

  it('says what a DOI looks like', () => {
    const source = {
      _id: 'c1',
      _type: 'citation',
      kind: 'article-journal',
      title: 'Treatment',
      doi: 'https://doi.org/10.1/x',
    }
    expect(checkDocument(source)).toMatchObject([
      {message: expect.stringContaining('10.1000/182'), path: ['doi']},
    ])
  })

  it('reports a fault in Markdown with its line, at the field', () => {
    const inner = {_type: 'section', _key: 's2', heading: 'Inner', markdown: 'Fine.\n\n# Not here'}
    const sections = [{...article.sections[0], sections: [inner]}]
    expect(checkDocument({...article, sections})).toMatchObject([
      {
        message: expect.stringMatching(/^Line 3: /),
        path: ['sections', {_key: 's1'}, 'sections', {_key: 's2'}, 'markdown'],
      },
    ])
  })

  it('looks into shared sections and what they nest', () => {
    const inner = {_type: 'section', _key: 's2', heading: 'Inner', markdown: '---'}
    const section = {_type: 'section', heading: 'Care', markdown: '<b>x</b>', sections: [inner]}
    const shared = {_id: 'x', _type: 'sharedSection', language: 'en', section}
    expect(checkDocument(shared).map(({path}) => path)).toEqual([
      ['section', 'markdown'],
      ['section', 'markdown'],
      ['section', 'sections', {_key: 's2'}, 'markdown'],
    ])
  })

  it('says what is wrong with the addresses of a publisher', () => {
    const faultsOf = (articleUrl: string) =>
      checkDocument({_id: 'p1', _type: 'publisher', name: 'Sample Daily', articleUrl})
    for (const address of ['https://example.org/{language}/{slug}', '/health/{id}', '../{slug}/']) {
      expect(faultsOf(address), address).toEqual([])
    }
    const wrong = [
      ['https://example.org/{page}', 'Has {page}; it may have {id}, {slug} and {language}'],
      ['https://example.org/health', 'put {slug} or {id} where they differ'],
      ['javascript:{slug}', 'must start with https://'],
      ['java{slug}script:x', 'must start with https://'],
      ['java\tscript:{slug}', 'Must have no spaces'],
      ['https://example.org/ {slug}', 'Must have no spaces'],
    ] as const
    for (const [address, words] of wrong) {
      expect(faultsOf(address), address).toMatchObject([
        {path: ['articleUrl'], message: expect.stringContaining(words)},
      ])
    }
  })

  it('leaves documents of others alone', () => {
    expect(checkDocument({_type: 'sanity.imageAsset'})).toEqual([])
    expect(checkDocument(undefined)).toEqual([])
  })
})
