import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'

import {describe, expect, test} from 'vitest'

import {assemble, compose, composePages, emptyContext, referencesIn, seal} from '#pipeline'
import {isDocumentType, parseDocument} from '#schemas'

import {articleFromMarkdown} from '../../../cli/import/article-from-markdown.ts'
import {loadSampleContent} from '../../../cli/seed/load-content.ts'
import {objectsIn, wordsOf} from './walk.ts'

const {documents, assets, plan} = await loadSampleContent()
const byId = new Map(documents.map((document) => [document._id, document]))
const written = documents.filter(({_type}) => isDocumentType(_type))
const roots = [plan.site, ...plan.articles].map(({id}) => id)

function keysOf(list: unknown): string[] {
  return objectsIn(list, '')
    .filter(({path}) => /^\[\d+\]$/.test(path))
    .map(({value}) => String(value['_key']))
}

/** Seal a document as `submit` would. */
async function sealed(id: string) {
  const {payload} = await seal({
    content: assemble(id, byId),
    number: 1,
    assets: async (asset) => assets.get(asset) ?? new Uint8Array(),
    contributors: ['sample-jordan'],
    changeNote: 'First edition',
    sealedAt: '2026-01-01T00:00:00.000Z',
  })
  return {...payload.content, assets: payload.assets}
}

describe('the sample documents', () => {
  test.each(written.map((document) => [document._id, document] as const))(
    '%s parses without a problem',
    (_id, document) => {
      expect(parseDocument(document).problems).toEqual([])
    },
  )

  test('refer only to documents that exist', () => {
    const dangling = documents.flatMap((document) =>
      objectsIn(document, document._id)
        .filter(({value}) => value['_type'] === 'reference')
        .filter(({value}) => !byId.has(String(value['_ref'])))
        .filter(({value}) => !(value['_weak'] && byId.has(`drafts.${String(value['_ref'])}`)))
        .map(({path, value}) => `${path}: ${String(value['_ref'])}`),
    )
    expect(dangling).toEqual([])
  })

  test('refer in Markdown only to documents that exist', () => {
    const references = documents.flatMap((document) =>
      objectsIn(document).flatMap(({value}) =>
        typeof value['markdown'] === 'string' ? referencesIn(value['markdown']) : [],
      ),
    )
    expect(references.length).toBeGreaterThan(8)
    expect(references.filter(({id}) => !byId.has(id) && !byId.has(`drafts.${id}`))).toEqual([])
  })

  test('are all used: no citation, term, figure, person or shared section is left over', () => {
    const used = new Set(
      documents.flatMap((document) => [
        ...objectsIn(document).map(({value}) => value['_ref']),
        ...objectsIn(document).flatMap(({value}) =>
          typeof value['markdown'] === 'string'
            ? referencesIn(value['markdown']).map(({id}) => id)
            : [],
        ),
      ]),
    )
    const signers = plan.signers.map(({person}) => person)
    const left = documents
      .filter(({_type}) => !['article', 'siteSettings', 'publisher'].includes(_type))
      .filter(({_id}) => !used.has(_id) && !signers.includes(_id))
    expect(left.map(({_id}) => _id)).toEqual([])
  })

  test('have readable keys, unique in their list', () => {
    const lists = documents.flatMap((document) =>
      objectsIn(document, document._id).flatMap(({value, path}) =>
        Object.entries(value)
          .filter(([, field]) => Array.isArray(field) && typeof field[0] === 'object')
          .map(([name, field]) => ({path: `${path}.${name}`, keys: keysOf(field)})),
      ),
    )
    expect(lists.length).toBeGreaterThan(300)
    expect(lists.filter(({keys}) => new Set(keys).size < keys.length)).toEqual([])
    expect(lists.filter(({keys}) => !keys.every((key) => /^[a-z0-9-]{1,60}$/.test(key)))).toEqual(
      [],
    )
  })

  const texts = written.map((document) => [document._id, wordsOf(document)] as const)
  test.each(texts)('%s is in American English and names no dose', (_id, words) => {
    expect(words).not.toMatch(/oedema|haem|ischaem|tumour|colour|fibre|orthopaed/i)
    expect(words).not.toMatch(/\b\d+([.,]\d+)?\s?(mg|mcg|µg|ml|IU|units?|tablets?)\b/i)
  })

  test('name only people who are plainly made up', () => {
    const people = documents.filter(({_type}) => _type === 'person')
    expect(people.length).toBeGreaterThanOrEqual(5)
    for (const person of people) {
      expect(person).toMatchObject({
        name: expect.stringMatching(/Sample$/),
        affiliation: expect.stringContaining('(invented)'),
        sample: true,
        photoAlt: expect.any(String),
        conflictOfInterest: {date: expect.any(String), statement: expect.stringContaining('ample')},
      })
      expect(wordsOf(person['biography'])).toContain('made-up person')
    }
  })

  test('come as edited: each picture is an asset under the id of its bytes', () => {
    const described = documents.filter(({_type}) => _type === 'sanity.imageAsset')
    expect(described.map(({_id}) => _id)).toEqual([...assets.keys()].toSorted())
    expect([...assets.keys()].filter((id) => id.endsWith('-png'))).not.toEqual([])
    expect([...assets.keys()].filter((id) => id.endsWith('-svg')).length).toBeGreaterThan(3)
  })
})

describe('the sample editions', () => {
  test.each(roots.filter((id) => id !== plan.site.id))(
    '%s is sealed and composed with nothing to report but unpublished articles',
    async (id) => {
      const {messages, references} = compose(await sealed(id), emptyContext)
      const expected = new Set(['article-unpublished', 'setting-unset'])
      expect(messages.filter(({ruleId}) => !expected.has(ruleId))).toEqual([])
      expect(references.length).toBeGreaterThan(0)
    },
  )

  test('the site makes a page for its board and one for its editorial process', async () => {
    const pages = composePages(await sealed(plan.site.id), emptyContext)
    expect(pages.map(({page}) => page)).toEqual(['expert-board', 'editorial-process'])
    expect(pages.flatMap(({messages}) => messages)).toEqual([])
  })
})

describe('the plan', () => {
  const signers = new Map(plan.signers.map((signer) => [signer.person, signer]))

  test('shows every outcome', () => {
    expect(new Set(plan.articles.map(({outcome}) => outcome))).toEqual(
      new Set(['published', 'draft', 'refused-self-approval', 'withdrawn']),
    )
  })

  test('names documents that exist, and the draft is only a draft', () => {
    for (const {id, outcome} of plan.articles) {
      const stored = [id, `drafts.${id}`].filter((candidate) => byId.has(candidate))
      expect(stored).toEqual([outcome === 'draft' ? `drafts.${id}` : id])
    }
    expect(byId.has(plan.site.id)).toBe(true)
  })

  test('has an editor and a medical expert sign each edition', () => {
    for (const edition of [plan.site, ...plan.articles]) {
      if (!('signedBy' in edition)) continue
      const roles = edition.signedBy.flatMap((person) => signers.get(person)?.roles ?? [])
      expect(roles.toSorted()).toEqual(['editor', 'medical-expert'])
    }
  })

  test('lets a writer sign only the article that is to be refused', () => {
    const selfSigned = [plan.site, ...plan.articles].filter(
      (edition) =>
        'signedBy' in edition &&
        edition.signedBy.some((person) => edition.writtenBy.includes(person)),
    )
    const refused = plan.articles.filter(({outcome}) => outcome === 'refused-self-approval')
    expect(selfSigned).toEqual(refused)
  })
})

describe('the example of an import', async () => {
  const folder = join(import.meta.dirname, '../../../cli/seed/content/import-example')
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md')).toSorted()
  const imported = await Promise.all(
    files.map(async (name) =>
      articleFromMarkdown(await readFile(join(folder, name), 'utf8'), name),
    ),
  )

  test('is two articles that parse', () => {
    expect(files).toEqual(['growing-pains.md', 'running-and-knees.md'])
    expect(imported.flatMap(({article}) => parseDocument(article).problems)).toEqual([])
  })

  test('loses only its HTML, and says so', () => {
    expect(imported.flatMap(({losses}) => losses.map(({what}) => what))).toEqual([
      'HTML was dropped: <div class="ad">Buy running shoes here!</div>',
    ])
  })

  test('keeps the DOI of each footnote', () => {
    expect(imported.map(({citations}) => citations.map(({doi}) => doi))).toEqual([
      ['10.3390/jcm9020551'],
      ['10.3390/medicina57111143', '10.1038/bonekey.2015.124'],
    ])
  })
})
