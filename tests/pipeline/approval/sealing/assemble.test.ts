import {describe, expect, it} from 'vitest'

import {assemble, AssembleError} from '#pipeline'

import type {RawDocument} from '../../../../pipeline/approval/types.ts'
import {canonicalDocument} from '../../../../pipeline/approval/canonical-content.ts'
import {richDocuments} from './rich-documents.ts'

type Fields = Record<string, any> // oxlint-disable-line typescript/no-explicit-any

/** Assemble after a change and give what is thrown. */
function faultOf(change: (documents: Map<string, Fields>) => void, root = 'knee') {
  const documents = richDocuments()
  change(documents)
  try {
    assemble(root, documents)
  } catch (error) {
    if (!(error instanceof AssembleError)) throw error
    const {code, path, ids} = error
    expect(error.message).toContain(ids.at(-1))
    return {code, path, ids}
  }
  return null
}

describe('assemble', () => {
  it('follows citations, people, figures, terms and shared sections; articles stay ids', () => {
    const {documents, kind, root} = assemble('knee', richDocuments())
    expect([kind, root]).toEqual(['article', 'knee'])
    expect(Object.keys(documents)).toEqual([
      'ann',
      'emergency',
      'eriksen',
      'knee',
      'knee-figure',
      'max',
      'mri',
      'statpearls',
    ])
  })

  it('leaves out what is not sealed: system fields, internal ones, portraits in articles', () => {
    const {documents} = assemble('knee', richDocuments())
    expect(Object.keys(documents['ann']!).toSorted()).toEqual([
      '_id',
      '_type',
      'affiliation',
      'credentials',
      'name',
      'sample',
    ])
    expect(documents['knee']).not.toHaveProperty('dueDate')
    expect(documents['eriksen']).not.toHaveProperty('status')
    expect(JSON.stringify(documents)).not.toContain('_rev')
  })

  it('seals biographies and portraits with the site', () => {
    const {documents} = assemble('site', richDocuments())
    expect(Object.keys(documents)).toEqual(['max', 'site'])
    expect(documents['max']).toMatchObject({photoAlt: 'Max Sample, smiling', boardRole: 'Chair'})
  })

  it('gives keys by position, and lets marks follow them', () => {
    const {documents} = assemble('knee', richDocuments())
    const [first] = documents['knee']!['sections'] as Fields[]
    expect(first!['_key']).toBe('s1')
    expect(first!['body'].map((member: Fields) => member['_key'])).toEqual([
      'b1',
      'b2',
      'b3',
      'b4',
      'b5',
      'b6',
      'b7',
      'b8',
    ])
    const [block] = first!['body']
    expect(block['markDefs'].map((definition: Fields) => definition['_key'])).toEqual([
      'm1',
      'm2',
      'm3',
    ])
    expect(block['children'][1]['marks']).toEqual(['m1', 'em'])
  })

  it('takes the draft where there is one, and leaves it out when told', () => {
    const documents = richDocuments()
    documents.set('drafts.knee', {...documents.get('knee')!, _id: 'drafts.knee', title: 'Draft'})
    const titleOf = (perspective: 'drafts' | 'published') =>
      assemble('knee', documents, {perspective}).documents['knee']!['title']
    expect(titleOf('drafts')).toBe('Draft')
    expect(titleOf('published')).toBe('Bone marrow edema of the knee')
    expect(assemble('drafts.knee', documents).root).toBe('knee')
  })

  it('does not change what it reads', () => {
    const documents = richDocuments()
    assemble('knee', documents)
    expect([...documents]).toEqual([...richDocuments()])
  })

  it('refuses a root that is missing, or that cannot be sealed by itself', () => {
    expect(faultOf((documents) => documents.delete('knee'))?.code).toBe('root-missing')
    expect(faultOf(() => {}, 'ann')?.code).toBe('root-type')
  })

  it('refuses a dangling reference with its path', () => {
    expect(faultOf((documents) => documents.delete('mri'))).toEqual({
      code: 'reference-missing',
      path: 'sections[_key=="sk1"].body[_key=="bk1"].markDefs[_key=="term1"].term',
      ids: ['knee'],
    })
  })

  it('refuses a dangling reference in Markdown with line and column', () => {
    const fault = faultOf((documents) => {
      documents.get('knee')!['sections'][1].markdown = 'Pain.\n\nSee :cite{source=nobody}.\n'
    })
    expect(fault).toEqual({
      code: 'reference-missing',
      path: 'sections[_key=="sk2"].markdown:3:5',
      ids: ['knee'],
    })
  })

  it('refuses a dangling reference of a document that it follows', () => {
    const fault = faultOf((documents) => {
      documents.get('emergency')!['section'].body.push({
        _key: 'f1',
        _type: 'figureUse',
        figure: {_type: 'reference', _ref: 'gone'},
      })
    })
    expect(fault).toEqual({
      code: 'reference-missing',
      path: 'section.body[_key=="f1"].figure',
      ids: ['knee', 'emergency'],
    })
  })

  it('refuses content that contains itself', () => {
    const itself = faultOf((documents) => {
      documents.get('emergency')!['section'].body.push({
        _key: 'f1',
        _type: 'figureUse',
        figure: {_type: 'reference', _ref: 'emergency'},
      })
    })
    expect(itself).toEqual({
      code: 'reference-cycle',
      path: 'section.body[_key=="f1"].figure',
      ids: ['knee', 'emergency'],
    })
    const root = faultOf((documents) => {
      documents.get('knee')!['authors'][0]._ref = 'knee'
    })
    expect(root?.code).toBe('reference-cycle')
  })

  it('refuses a reference to a document of the wrong type', () => {
    const fault = faultOf((documents) => {
      documents.get('knee')!['authors'][0]._ref = 'mri'
    })
    expect(fault).toEqual({
      code: 'reference-type',
      path: 'authors[_key=="ak1"]',
      ids: ['knee'],
    })
  })

  it('refuses a document that is not of the content model, and says everything that is wrong', () => {
    const documents = richDocuments()
    documents.set('mri', {_id: 'mri', _type: 'glossaryTerm', approved: true})
    expect(() => assemble('knee', documents)).toThrow(
      expect.objectContaining({
        code: 'document-invalid',
        ids: ['knee', 'mri'],
        problems: expect.arrayContaining([
          expect.objectContaining({path: 'expansion', code: 'field-missing'}),
          expect.objectContaining({path: 'approved', code: 'field-unknown'}),
        ]) as unknown,
      }),
    )
  })

  it('refuses a key that is there twice, and a mark that names nothing', () => {
    const document = (fields: Fields): RawDocument => ({_id: 'x', _type: 'person', ...fields})
    const twice = [
      {_key: 'a', _type: 'span'},
      {_key: 'a', _type: 'span'},
    ]
    expect(() => canonicalDocument(document({biography: twice}))).toThrow(
      expect.objectContaining({code: 'duplicate-key', path: 'biography[_key=="a"]'}),
    )
    const lost = {
      _key: 'b',
      _type: 'block',
      children: [{_key: 'c', _type: 'span', marks: ['gone']}],
    }
    expect(() => canonicalDocument(document({biography: [lost]}))).toThrow(
      expect.objectContaining({code: 'key-unresolved', path: 'biography[_key=="b"].children[0]'}),
    )
    const faults = [
      faultOf((documents) => {
        documents.get('knee')!['topics'][1]._key = 'tk1'
      }),
      faultOf((documents) => {
        documents.get('knee')!['sections'][0].body[0].children[1].marks = ['gone']
      }),
    ]
    expect(faults.map((fault) => fault?.code)).toEqual(['document-invalid', 'document-invalid'])
  })

  it('refuses content that nests too deep, and does not overflow', () => {
    for (const levels of [200, 50_000]) {
      const fault = faultOf((documents) => {
        let inner: Fields = {_key: 's', _type: 'section', heading: 'x'}
        for (let level = 0; level < levels; level++) {
          inner = {_key: 's', _type: 'section', heading: 'x', sections: [inner]}
        }
        documents.get('knee')!['sections'] = [inner]
      })
      expect(fault?.code).toBe('too-deep')
    }
  })

  it('keeps ids off the prototype', () => {
    const fault = faultOf((documents) => {
      documents.get('knee')!['authors'][0]._ref = '__proto__'
      documents.set('__proto__', {_id: '__proto__', _type: 'person', name: 'Proto'})
    })
    expect(fault?.code).toMatch(/^(reference-invalid|document-invalid)$/)
  })
})
