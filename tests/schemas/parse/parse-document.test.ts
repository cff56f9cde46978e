import {describe, expect, it} from 'vitest'

import {documentTypes, objectTypes, parseAs, parseDocument} from '#schemas'
import type {ProblemCode} from '#schemas'

import {fullDocuments} from '../full-documents.ts'
import {walk} from '../walk.ts'
import type {Visit} from '../walk.ts'

type Change = (visit: Visit, all: Visit[]) => void

const article = fullDocuments[0]!

/** Parse a copy of a document after a change at one of its values, by the value's number. */
function problemsAfter(document: unknown, index: number, change: Change) {
  const copy: unknown = structuredClone(document)
  const visits = walk(copy)
  change(visits[index]!, visits)
  return parseDocument(copy).problems
}

/** Parse the article with one value replaced. */
function problemsWith(path: string, value: unknown) {
  const index = walk(article).findIndex((visit) => visit.path === path)
  if (index === -1) throw new Error(`The article has no ${path}`)
  return problemsAfter(article, index, ({holder, name}) => Reflect.set(holder!, name, value))
}

function sourceProblems(fields: object) {
  return parseDocument({_id: 'c', _type: 'citation', kind: 'book', title: 'T', ...fields}).problems
}

function issuedProblems(fields: object) {
  return sourceProblems({issued: {_type: 'cslDate', year: 2015, ...fields}})
}

function nameProblems(fields: object) {
  return sourceProblems({authors: [{_key: 'a', _type: 'cslName', ...fields}]})
}

const everyValue = fullDocuments.flatMap((document) =>
  walk(document).map((visit, index) => ({document, visit, index})),
)
const isSystem = (path: string) => /(?:^|\.)(?:_id|_rev|_createdAt|_updatedAt)$/.test(path)

describe('parseDocument', () => {
  it.each(fullDocuments)('takes a full $_type unchanged', (document) => {
    const before = structuredClone(document)
    const {document: parsed, problems} = parseDocument(document)
    expect(problems).toEqual([])
    expect(parsed).toBe(document)
    expect(document).toEqual(before)
  })

  it('is tried on every field of every type', () => {
    const defined = [...documentTypes, ...objectTypes].flatMap((type) =>
      'fields' in type ? type.fields.map((field) => `${type.name}.${field.name}`) : [],
    )
    const tried = new Set(
      everyValue.flatMap(({visit: {value}}) => {
        if (typeof value !== 'object' || value === null || !('_type' in value)) return []
        return Object.keys(value).map((name) => `${String(value._type)}.${name}`)
      }),
    )
    expect(defined.filter((field) => !tried.has(field))).toEqual([])
  })

  it('reports an unknown field in every object, with its path', () => {
    for (const {document, visit, index} of everyValue) {
      if (typeof visit.value !== 'object' || Array.isArray(visit.value)) continue
      const path = visit.path === '' ? 'planted' : `${visit.path}.planted`
      const problems = problemsAfter(document, index, ({value}) =>
        Reflect.set(value as object, 'planted', 'x'),
      )
      expect(problems).toEqual([expect.objectContaining({code: 'field-unknown', path})])
    }
  })

  it('reports an own `__proto__` in every object', () => {
    for (const {document, visit, index} of everyValue) {
      if (typeof visit.value !== 'object' || Array.isArray(visit.value)) continue
      const [problem] = problemsAfter(document, index, ({value}) =>
        Object.defineProperty(value, '__proto__', {value: {approved: true}, enumerable: true}),
      )
      expect(problem?.code).toBe('field-unknown')
    }
  })

  it('reports a value of another type at every place', () => {
    for (const {document, visit, index} of everyValue) {
      if (visit.holder === null || isSystem(visit.path)) continue
      const wrong = typeof visit.value === 'object' ? 'text' : {}
      const problems = problemsAfter(document, index, ({holder, name}) =>
        Reflect.set(holder!, name, wrong),
      )
      expect(problems, `${document._type} ${visit.path}`).not.toEqual([])
    }
  })

  it('reports null at every place', () => {
    for (const {document, visit, index} of everyValue) {
      if (visit.holder === null || isSystem(visit.path)) continue
      const problems = problemsAfter(document, index, ({holder, name}) =>
        Reflect.set(holder!, name, null),
      )
      expect(problems, `${document._type} ${visit.path}`).not.toEqual([])
    }
  })

  it('reports a member without a key, and one whose key is taken', () => {
    for (const {document, visit, index} of everyValue) {
      if (!Array.isArray(visit.holder) || typeof visit.value !== 'object') continue
      const missing = problemsAfter(document, index, ({value}) =>
        Reflect.deleteProperty(value as object, '_key'),
      )
      expect(missing.map(({code}) => code)).toContain('key-missing')
      const taken = problemsAfter(document, index, ({holder, value}) =>
        (holder as unknown[]).push(structuredClone(value)),
      )
      expect(taken).toEqual([expect.objectContaining({code: 'key-repeated', path: visit.path})])
    }
  })

  it('reports a member of an unknown type in every array of objects', () => {
    for (const {document, visit, index} of everyValue) {
      if (!Array.isArray(visit.holder) || typeof visit.value !== 'object') continue
      const [problem] = problemsAfter(document, index, ({value}) =>
        Reflect.set(value as object, '_type', '"><script>'),
      )
      expect(problem).toMatchObject({code: 'type-unknown', path: visit.path})
      expect(problem?.message).toContain('"><script>')
    }
  })

  it('counts own properties only', () => {
    const inherited = Object.create({...article}) as object
    expect(parseDocument(inherited).problems).toMatchObject([{code: 'type-wrong'}])
    const person: unknown = Object.assign(Object.create({name: 'Inherited'}), {
      _id: 'p',
      _type: 'person',
    })
    expect(parseAs('person', person).document).toBeNull()
  })

  it.each([null, undefined, 1, 'article', [], new Map(), {_type: 7}])('refuses %j', (value) => {
    expect(parseDocument(value)).toMatchObject({document: null, problems: [{code: 'type-wrong'}]})
  })

  it.each(['constructor', 'toString', '__proto__', 'section', 'body', ''])(
    'knows no document type %j',
    (_type) => {
      expect(parseDocument({_id: 'x', _type}).problems).toMatchObject([{code: 'type-unknown'}])
    },
  )

  it('refuses a document as another type', () => {
    expect(parseAs('person', article).problems).toMatchObject([{code: 'type-wrong', path: ''}])
  })

  it('reports nesting that is too deep', () => {
    let section: object = {_key: 's', _type: 'section', heading: 'H'}
    for (let level = 0; level < 2_000; level++) {
      section = {_key: 's', _type: 'section', heading: 'H', sections: [section]}
    }
    const codes = problemsWith('sections', [section]).map(({code}) => code)
    expect([...new Set(codes)]).toEqual(['too-deep'])
  })

  const body = 'sections[_key=="s1"].body'
  const block = `${body}[_key=="b1"]`
  const cases: Array<[path: string, value: unknown, code: ProblemCode, at?: string]> = [
    ['title', '  ', 'text-empty'],
    ['title', 'half \ud800', 'text-malformed'],
    ['summary', 'a\0b', 'text-malformed'],
    ['_id', '../x', 'id-invalid'],
    ['_id', '-x', 'id-invalid'],
    ['slug.current', 'Not A Slug', 'rule-broken', 'slug'],
    ['slug.current', 'con', 'rule-broken', 'slug'],
    ['slug.current', 'a'.repeat(97), 'rule-broken', 'slug'],
    ['slug.current', '../x', 'rule-broken', 'slug'],
    ['language', 'english', 'rule-broken'],
    ['language', 'EN', 'rule-broken'],
    ['audience', 'everyone', 'value-unlisted'],
    ['authors', [], 'too-few'],
    ['sections', [], 'too-few'],
    ['reviewIntervalMonths', 0, 'number-out-of-range'],
    ['reviewIntervalMonths', 61, 'number-out-of-range'],
    ['reviewIntervalMonths', 1.5, 'number-not-whole'],
    ['reviewIntervalMonths', Number.NaN, 'type-wrong'],
    ['dueDate', '2026-02-29', 'date-invalid'],
    ['dueDate', '2026-1-1', 'date-invalid'],
    ['dueDate', '2026-13-01', 'date-invalid'],
    ['leadFigure._ref', 'drafts.figure-1', 'reference-invalid'],
    ['leadFigure._ref', 'versions.r1.figure-1', 'reference-invalid'],
    ['leadFigure._ref', '../figure', 'reference-invalid'],
    ['licence.url', 'javascript:alert(1)', 'address-invalid'],
    ['licence.url', 'java\nscript:alert(1)', 'address-invalid'],
    ['licence.url', 'https:// example.org', 'address-invalid'],
    ['licence.url', '//example.org', 'address-invalid'],
    ['sections[_key=="s1"].aspect', 'cure', 'value-unlisted'],
    ['sections[_key=="s1"].anchor', 'a b', 'rule-broken'],
    [`${block}.style`, 'h1', 'style-unknown'],
    [`${block}.listItem`, 'square', 'list-unknown'],
    [`${block}.level`, 0, 'number-out-of-range'],
    [`${block}.level`, 1.5, 'number-out-of-range'],
    [`${block}.children[_key=="s1"].marks[0]`, 'underline', 'mark-unknown'],
    [`${block}.children[_key=="s1"].marks[0]`, '__proto__', 'mark-unknown'],
    [`${block}.children[_key=="s1"].marks[0]`, '', 'mark-unknown'],
    [`${block}.children[_key=="s1"].text`, undefined, 'type-wrong'],
    [`${body}[_key=="b4"].tone`, 'loud', 'value-unlisted'],
    [`${body}[_key=="b4"].content`, [], 'too-few'],
    [`${body}[_key=="b3"].headerRows`, -1, 'number-out-of-range'],
    [`${body}[_key=="b3"].rows`, [], 'too-few'],
  ]

  it.each(cases)('reports %s as %j: %s', (path, value, code, at = path) => {
    expect(problemsWith(path, value)).toEqual([expect.objectContaining({code, path: at})])
  })

  it('reports each missing required field, and no other', () => {
    for (const document of fullDocuments) {
      const type = documentTypes.find(({name}) => name === document._type)!
      for (const {name} of type.fields) {
        const copy = structuredClone(document)
        Reflect.deleteProperty(copy, name)
        const {problems} = parseDocument(copy)
        const required = requiredFields[document._type]?.includes(name)
        expect(problems, `${document._type}.${name}`).toEqual(
          required ? [{code: 'field-missing', path: name, message: 'Is missing'}] : [],
        )
      }
    }
  })

  it('refuses a section that has both a body and Markdown', () => {
    const problems = problemsWith('sections[_key=="s1"]', {
      _key: 's1',
      _type: 'section',
      heading: 'H',
      body: [],
      markdown: '',
    })
    expect(problems).toMatchObject([{code: 'rule-broken', path: 'sections[_key=="s1"]'}])
  })

  it('refuses dates and names of sources that are half given', () => {
    expect(issuedProblems({month: 2, day: 28})).toEqual([])
    expect(issuedProblems({day: 1})).toMatchObject([{code: 'rule-broken', path: 'issued'}])
    expect(issuedProblems({month: 2, day: 30})).toMatchObject([
      {code: 'rule-broken', path: 'issued'},
    ])
    expect(issuedProblems({month: 13})).toMatchObject([{code: 'number-out-of-range'}])
    expect(nameProblems({literal: 'WHO'})).toEqual([])
    expect(nameProblems({given: 'A'})).toMatchObject([{code: 'rule-broken'}])
    expect(nameProblems({family: 'B', literal: 'WHO'})).toMatchObject([{code: 'rule-broken'}])
  })

  it('takes what Studio adds to a reference, and what a rule only warns of', () => {
    const strengthen = {type: 'article', template: {id: 'article'}}
    const related = [
      {_key: 'r', _type: 'reference', _ref: 'x', _weak: true, _strengthenOnPublish: strengthen},
    ]
    expect(problemsWith('related', related)).toEqual([])
    expect(problemsWith(`${block}.markDefs[_key=="m3"].href`, 'javascript:alert(1)')).toEqual([])
  })
})

const requiredFields: Record<string, string[]> = {
  article: [
    'title',
    'slug',
    'language',
    'audience',
    'summary',
    'authors',
    'sections',
    'reviewIntervalMonths',
  ],
  citation: ['kind', 'title'],
  edition: ['kind', 'article', 'number', 'language', 'digest', 'payload'],
  figure: ['image', 'alt', 'credit', 'licence', 'uses'],
  glossaryTerm: ['expansion', 'language'],
  person: ['name'],
  publisher: ['name'],
  reviewNote: ['article', 'edition', 'author', 'state'],
  sharedSection: ['language', 'section'],
  siteSettings: ['name', 'language', 'editorialPolicy'],
  statement: ['edition', 'kind', 'envelope'],
}
