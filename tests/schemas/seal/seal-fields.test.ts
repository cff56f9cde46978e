import {describe, expect, it} from 'vitest'

import {canonicalJson, fieldClasses, sealFields} from '#schemas'
import type {MarrowDocument} from '#schemas'

import {fullDocuments} from '../full-documents.ts'
import {walk} from '../walk.ts'

const scopes = ['article', 'site'] as const

function isSealed(type: string, field: string, where: (typeof scopes)[number]): boolean {
  const fieldClass = fieldClasses[type]?.[field]
  return fieldClass?.class === 'sealed' && ['both', where].includes(fieldClass.where)
}

function sealed(document: object, where: (typeof scopes)[number]) {
  return sealFields(document as {_id: string; _type: string}, where)
}

function byType(type: string): MarrowDocument {
  return fullDocuments.find((document) => document._type === type)!
}

describe.each(scopes)('sealFields for the %s', (where) => {
  it('keeps exactly the fields that are sealed there', () => {
    for (const document of fullDocuments) {
      const expected = Object.keys(document)
        .filter((field) => isSealed(document._type, field, where))
        .concat('_id', '_type')
      expect(Object.keys(sealed(document, where)).toSorted()).toEqual(expected.toSorted())
    }
  })

  it('keeps every value of a sealed field, deep inside too', () => {
    for (const document of fullDocuments) {
      for (const [field, value] of Object.entries(sealed(document, where))) {
        expect(value, `${document._type}.${field}`).toEqual(Reflect.get(document, field))
      }
    }
  })

  it('changes with a byte of any sealed value, and with nothing else', () => {
    for (const document of fullDocuments) {
      const before = canonicalJson(sealed(document, where))
      for (const [index, {value, path}] of walk(document).entries()) {
        if (typeof value !== 'string') continue
        const copy = structuredClone(document)
        const visit = walk(copy)[index]!
        Reflect.set(visit.holder!, visit.name, `${value}x`)
        const field = /^\w+/.exec(path)![0]
        const counts =
          field === '_id' || field === '_type' || isSealed(document._type, field, where)
        if (field === '_type') continue
        const after = canonicalJson(sealed(copy, where))
        expect(after !== before, `${document._type} ${path}`).toBe(counts)
      }
    }
  })

  it('does not change its input', () => {
    for (const document of fullDocuments) {
      const before = structuredClone(document)
      sealed(document, where)
      expect(document).toEqual(before)
    }
  })
})

describe('sealFields', () => {
  it('decides by the definition whether a reference is weak', () => {
    const article = structuredClone(byType('article'))
    const before = sealed(article, 'article')
    for (const {value} of walk(article)) {
      if (typeof value !== 'object' || value === null || !('_ref' in value)) continue
      Reflect.set(value, '_weak', !('_weak' in value))
      Reflect.set(value, '_strengthenOnPublish', {type: 'article'})
    }
    expect(sealed(article, 'article')).toEqual(before)
  })

  it('leaves out what is undefined', () => {
    const term = {_id: 't', _type: 'glossaryTerm', expansion: 'e', abbreviation: undefined}
    expect(Object.keys(sealed(term, 'article'))).toEqual(['_id', '_type', 'expansion'])
  })

  it('keeps a block of an unknown type whole', () => {
    const weird = {_key: 'w', _type: 'weird', words: 'kept'}
    const section = {_key: 's', _type: 'section', heading: 'H', body: [weird]}
    const result = sealed({_id: 'a', _type: 'article', sections: [section]}, 'article')
    expect(result['sections']).toEqual([section])
  })

  it('refuses what is no document type', () => {
    expect(() => sealFields({_id: 'x', _type: 'section'}, 'article')).toThrow(TypeError)
    expect(() => sealFields({_id: 'x', _type: 'constructor'}, 'site')).toThrow(TypeError)
  })
})
