import fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {
  assemble,
  AssembleError,
  changedDocuments,
  changedSince,
  contextsFor,
  publish,
  type EditionPayload,
} from '#pipeline'
import {canonicalJson, fieldClasses} from '#schemas'

import type {RawDocument} from '../../../../pipeline/approval/types.ts'
import {makeHouse, now} from '../admission/house.ts'
import {richDocuments} from './rich-documents.ts'
import {changed, leavesOf, withLeaf} from './walk.ts'

const roots = ['knee', 'site'] as const

describe('the rich fixture', () => {
  it.each(roots)('has every field that is sealed with %s', (root) => {
    const scope = root === 'knee' ? 'article' : 'site'
    const seen = new Set(fieldsIn([...richDocuments().values()]))
    const missing = Object.entries(fieldClasses).flatMap(([type, fields]) =>
      Object.entries(fields)
        .filter(([, field]) => field.class === 'sealed' && [scope, 'both'].includes(field.where))
        .map(([name]) => `${type}.${name}`)
        .filter((name) => !seen.has(name)),
    )
    expect(missing).toEqual([])
  })
})

describe('one byte changed in any field of a live document', () => {
  it.each(roots)(
    'leaves the edition of %s as it is, and shows as changed since where it is sealed',
    async (root) => {
      const house = await makeHouse()
      const edition = await house.submit({article: root})
      await house.approve(edition)
      const payload = JSON.parse(edition.payload) as EditionPayload
      const before = JSON.stringify(await house.admit())
      const reached = new Set(Object.keys(payload.content.documents))
      let walked = 0

      for (const document of house.documents.values()) {
        for (const leaf of leavesOf(document, document._id)) {
          const outcome = await withLeaf(leaf, changed(leaf.value), () =>
            changeState(root, house.documents, payload),
          )
          const path = `${leaf.path} of ${document._type}`
          const isSealed = reached.has(document._id) && sealedIn(leaf.path, document, payload)
          if (outcome !== 'refused') expect([path, outcome]).toEqual([path, isSealed])
          else expect([path, canBreak(leaf.path)]).toEqual([path, true])
          walked += 1
        }
      }

      expect(walked).toBeGreaterThan(200)
      expect(JSON.stringify(await house.admit())).toBe(before)
    },
    120_000,
  )

  it('gives the same publication', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const first = await published(house)
    for (const document of house.documents.values()) {
      for (const leaf of leavesOf(document)) {
        if (typeof leaf.value === 'string') {
          ;(leaf.owner as Record<string | number, unknown>)[leaf.key] = 'Planted'
        }
      }
    }
    expect(await published(house)).toBe(first)
    expect(first).not.toContain('Planted')
  })

  it('names the documents that changed', () => {
    const documents = richDocuments()
    const content = assemble('knee', documents)
    const payload = {content} as EditionPayload
    documents.get('mri')!['expansion'] = 'magnetic imaging'
    documents.get('site')!['name'] = 'Elsewhere'
    expect(changedDocuments(assemble('knee', documents), payload)).toEqual(['mri'])
  })
})

describe('what changes nothing', () => {
  it.each(roots)('system fields, keys and their order, in %s', (root) => {
    const before = canonicalJson(assemble(root, richDocuments()))
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const documents = new Map(
          [...richDocuments()].map(([id, document]) => [
            id,
            reshape(document, seed) as RawDocument,
          ]),
        )
        expect(canonicalJson(assemble(root, documents)) === before).toBe(true)
      }),
      {numRuns: 50},
    )
  })

  it('a save by an editor’s tool, which adds empty marks and leaves out the default style', () => {
    const documents = richDocuments()
    const before = assemble('knee', documents)
    const text = JSON.stringify(documents.get('knee'))
    const [, ...rest] = text.split('"marks":[],')
    expect(rest.length).toBe(0)
    const saved = JSON.parse(
      text
        .replaceAll(',"marks":[]', '')
        .replaceAll('"style":"normal",', '')
        .replaceAll(',"markDefs":[]', ''),
    ) as RawDocument
    expect(JSON.stringify(saved)).not.toBe(text)
    expect(assemble('knee', new Map(documents).set('knee', saved))).toEqual(before)
  })
})

async function published(house: Awaited<ReturnType<typeof makeHouse>>): Promise<string> {
  const admission = await house.admit()
  const contexts = contextsFor(admission, {sourceChecks: {}, now})
  const pages = await publish(admission.approved[0]!, contexts.get('knee')!)
  return JSON.stringify(pages)
}

function changeState(
  root: string,
  documents: Map<string, RawDocument>,
  payload: EditionPayload,
): boolean | 'refused' {
  try {
    return changedSince(assemble(root, documents), payload)
  } catch (error) {
    if (error instanceof AssembleError) return 'refused'
    throw error
  }
}

/** Whether a leaf of a document is in the sealed payload: its top field is, and it is no key. */
function sealedIn(path: string, {_id}: RawDocument, {content}: EditionPayload): boolean {
  const steps = path.split('.')
  if (steps.slice(1).some((step) => step.startsWith('_') && step !== '_ref' && step !== '_type')) {
    return false
  }
  return Object.hasOwn(content.documents[_id]!, steps[1] ?? '')
}

/** Fields whose change can make a document invalid: types, references, keys, formats. */
function canBreak(path: string): boolean {
  return !/\.(text|heading|title|summary|caption|credit|alt|excerpt|locator)$/.test(path)
}

function fieldsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsIn)
  if (typeof value !== 'object' || value === null) return []
  const record = value as Record<string, unknown>
  return Object.entries(record).flatMap(([name, member]) => [
    `${String(record['_type'])}.${name}`,
    ...fieldsIn(member),
  ])
}

/** Write the same document differently: keys shuffled, new `_key`s with their marks. */
function reshape(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => reshape(item, seed))
  if (typeof value !== 'object' || value === null) return value
  const record = value as Record<string, unknown>
  const keys = Array.isArray(record['markDefs'])
    ? (record['markDefs'] as Array<{_key: string}>).map(({_key}) => _key)
    : []
  const entries = Object.entries(record).map(([name, member]) => {
    if (name === '_key') return [name, `${member as string}-${seed}`]
    if (name === '_rev') return [name, `other-${seed}`]
    if (name !== 'children') return [name, reshape(member, seed)]
    const children = (member as Array<{marks?: string[]}>).map((child) =>
      child.marks
        ? {
            ...child,
            marks: child.marks.map((mark) => (keys.includes(mark) ? `${mark}-${seed}` : mark)),
          }
        : child,
    )
    return [name, reshape(children, seed)]
  })
  const order = entries.map((entry, index) => ({entry, rank: (seed * (index + 7)) % 101}))
  return Object.fromEntries(order.toSorted((a, b) => a.rank - b.rank).map(({entry}) => entry))
}
