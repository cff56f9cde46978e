import {VFile} from 'vfile'

import type {ComposableContent} from '../../pipeline/composable-content.ts'
import type {Context} from '../../pipeline/context.ts'
import {emptyContext} from '../../pipeline/context.ts'
import type {RawDocument} from '../../pipeline/approval/types.ts'
import {buildTree} from '../../pipeline/build-tree.ts'
import {toMessages} from '../../pipeline/report.ts'
import type {Tree} from '../../pipeline/tree.ts'

type Fields = Record<string, unknown>

/** Content of an article `article-1` with these fields, and these other documents. */
export function articleContent(
  fields: Fields = {},
  documents: RawDocument[] = [],
): ComposableContent {
  const article: RawDocument = {
    _id: 'article-1',
    _type: 'article',
    title: 'Bone marrow edema',
    slug: {_type: 'slug', current: 'bone-marrow-edema'},
    language: 'en',
    audience: 'patient',
    summary: 'Fluid in the marrow of a bone.',
    authors: [{_key: 'a1', ...reference('person-1')}],
    sections: [],
    reviewIntervalMonths: 12,
    ...fields,
  }
  const person = {_id: 'person-1', _type: 'person', name: 'Ada Sample', credentials: ['MD']}
  return {
    kind: 'article',
    root: 'article-1',
    documents: Object.fromEntries([article, person, ...documents].map((each) => [each._id, each])),
    assets: [
      {
        id: 'image-1',
        sha256: 'ab'.repeat(32),
        mediaType: 'image/png',
        bytes: 100,
        width: 640,
        height: 480,
      },
    ],
  }
}

/** A section with a heading and Portable Text; keys are counted. */
export function section(heading: string, body: Fields[] = [], fields: Fields = {}): Fields {
  return {
    _key: 's1',
    _type: 'section',
    heading,
    body: body.map((member, index) => ({_key: `b${index + 1}`, ...member})),
    ...fields,
  }
}

/** Sections with keys by position. */
export function sections(...all: Fields[]): {sections: Fields[]} {
  return {sections: all.map((each, index) => ({...each, _key: `s${index + 1}`}))}
}

/** A paragraph of spans, citations, and texts with one mark. */
export function block(...children: Array<string | Fields>): Fields {
  return {
    _type: 'block',
    style: 'normal',
    markDefs: [],
    children: children.map((child, index) => ({
      _key: `c${index + 1}`,
      ...(typeof child === 'string' ? {_type: 'span', text: child, marks: []} : child),
    })),
  }
}

/** A paragraph whose whole text has one annotation. */
export function annotated(text: string, definition: Fields): Fields {
  return {
    ...block({_type: 'span', text, marks: ['m1']}),
    markDefs: [{_key: 'm1', ...definition}],
  }
}

/** A citation of works, each an id or an item. */
export function cite(...works: Array<string | Fields>): Fields {
  return {
    _type: 'citationUse',
    items: works.map((work, index) => ({
      _key: `i${index + 1}`,
      _type: 'citationItem',
      ...(typeof work === 'string' ? {source: reference(work)} : work),
    })),
  }
}

export function reference(id: string): {_type: 'reference'; _ref: string} {
  return {_type: 'reference', _ref: id}
}

export function citation(id: string, fields: Fields = {}): RawDocument {
  return {_id: id, _type: 'citation', kind: 'article-journal', title: `Title of ${id}`, ...fields}
}

export function term(id: string, abbreviation: string, expansion: string): RawDocument {
  return {_id: id, _type: 'glossaryTerm', abbreviation, expansion, language: 'en'}
}

export function figure(id: string, fields: Fields = {}): RawDocument {
  return {
    _id: id,
    _type: 'figure',
    image: {_type: 'image', asset: reference('image-1')},
    alt: 'A knee',
    caption: 'The knee from the side',
    credit: 'Photo: Ada Sample',
    licence: {_type: 'licence', name: 'CC BY 4.0'},
    uses: ['own-site'],
    ...fields,
  }
}

/** A context in which these articles are live. */
export function contextWith(fields: Partial<Context> = {}): Context {
  return {...emptyContext, today: '2026-11-22', ...fields}
}

/** The tree of an article's content, as the steps get it, and a file for their messages. */
export function treeOf(content: ComposableContent): {tree: Tree; file: VFile} {
  const file = new VFile()
  return {tree: buildTree(content, file), file}
}

/** A table of texts. */
export function table(rows: string[][], headerRows = 1, headerColumns = 0): Fields {
  return {
    _type: 'table',
    headerRows,
    headerColumns,
    rows: rows.map((cells, row) => ({
      _key: `r${row + 1}`,
      _type: 'tableRow',
      cells: cells.map((cell, column) => ({
        _key: `c${column + 1}`,
        _type: 'tableCell',
        content: [{_key: 'b1', ...block(cell)}],
      })),
    })),
  }
}

/** Content of site settings with one member of the board. */
export function siteContent(fields: Fields = {}, person: Fields = {}): ComposableContent {
  const settings: RawDocument = {
    _id: 'site-1',
    _type: 'siteSettings',
    name: 'Knees Weekly',
    language: 'en',
    editorialPolicy: [{_key: 'b1', ...block('Every article is reviewed.')}],
    factChecking: [{_key: 'b1', ...block('Every fact is checked.')}],
    sourcing: 'We cite peer-reviewed work.',
    expertBoard: [{_key: 'e1', ...reference('person-1')}],
    ...fields,
  }
  const member: RawDocument = {
    _id: 'person-1',
    _type: 'person',
    name: 'Ada Sample',
    credentials: ['MD', 'PhD'],
    affiliation: 'Sample Hospital',
    specialty: 'Radiology',
    boardMember: true,
    boardRole: 'Chair',
    conflictOfInterest: {_type: 'conflictOfInterest', statement: 'None.', date: '2026-01-31'},
    photo: {_type: 'image', asset: reference('image-1')},
    photoAlt: 'Ada Sample at a desk',
    biography: [{_key: 'b1', ...block('She reads images of knees.')}],
    ...person,
  }
  return {
    kind: 'site',
    root: 'site-1',
    documents: {'site-1': settings, 'person-1': member},
    assets: articleContent().assets,
  }
}

/** Rule and path of each message of a file. */
export function rulesOf(file: VFile): Array<[string, string]> {
  return toMessages(file).map(({path, ruleId}) => [ruleId, path])
}
