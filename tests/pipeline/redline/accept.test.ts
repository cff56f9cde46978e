import fc from 'fast-check'
import {VFile} from 'vfile'
import {expect, it} from 'vitest'

import {assemble} from '#pipeline'

import {loadSampleContent} from '../../../cli/seed/load-content.ts'
import type {ComposableContent} from '../../../pipeline/composable-content.ts'
import type {Content} from '../../../pipeline/approval/types.ts'
import {acceptAll, acceptNone} from '../../../pipeline/redline/accept.ts'
import {compareContents} from '../../../pipeline/redline/compare.ts'
import type {Sheet} from '../../../pipeline/redline/sheet.ts'
import {toSheet} from '../../../pipeline/redline/to-sheet.ts'
import {arbitraryContent, editedPair} from './arbitrary-content.ts'

const runs = {numRuns: process.env['MARROW_LONG'] ? 3000 : 60}

/** A sheet without paths: where a block of the base stood follows from the sheet. */
function withoutPaths(sheet: Sheet): unknown {
  return JSON.parse(JSON.stringify(sheet), (name, value: unknown) =>
    name === 'path' ? undefined : value,
  )
}

function sheetOf(content: Content, other: Content | null): unknown {
  const isSealed = (other === null || 'assets' in other) && 'assets' in content
  const assets = isSealed ? (content as ComposableContent).assets : []
  return withoutPaths(toSheet(content, other ? assets : [], new VFile()))
}

/** What accepting none and accepting all give, and what they should. */
function bothSides(base: Content, head: Content): {given: unknown[]; wanted: unknown[]} {
  const redline = compareContents(base, head)
  return {
    given: [withoutPaths(acceptNone(redline)), withoutPaths(acceptAll(redline))],
    wanted: [sheetOf(base, head), sheetOf(head, base)],
  }
}

function expectBothSides(base: Content, head: Content): void {
  const {given, wanted} = bothSides(base, head)
  expect(given).toEqual(wanted)
}

async function sampleContents(): Promise<Content[]> {
  const {documents} = await loadSampleContent()
  const byId = new Map(documents.map((document) => [document._id, document]))
  return documents
    .filter(({_type}) => _type === 'article' || _type === 'siteSettings')
    .map(({_id}) => assemble(_id, byId))
}

it('Accepting none gives the base and accepting all the head, of two articles without anything in common', () => {
  fc.assert(fc.property(arbitraryContent, arbitraryContent, expectBothSides), runs)
})

it('Accepting none gives the base and accepting all the head, of an article and its edit', () => {
  fc.assert(
    fc.property(editedPair, ([base, head]) => {
      const [there, back] = [bothSides(base, head), bothSides(head, base)]
      expect(there.given).toEqual(there.wanted)
      expect(back.given).toEqual(back.wanted)
    }),
    runs,
  )
})

it('Accepting none gives the base and accepting all the head, of every two sample articles', async () => {
  const contents = await sampleContents()
  expect(contents.length).toBeGreaterThan(2)
  for (const base of contents) for (const head of contents) expectBothSides(base, head)
})

it('Two equal contents differ in nothing', () => {
  fc.assert(
    fc.property(arbitraryContent, (content) => {
      const {fields, sections, documents, identical} = compareContents(
        content,
        structuredClone(content),
      )
      const all = [...fields, ...sections, ...documents]
      expect(identical).toBe(true)
      expect(all.filter(({change}) => change !== 'same')).toEqual([])
    }),
    runs,
  )
})

it('A comparison gives the same redline each time', () => {
  fc.assert(
    fc.property(editedPair, ([base, head]) => {
      expect(compareContents(base, head)).toEqual(
        compareContents(structuredClone(base), structuredClone(head)),
      )
    }),
    {numRuns: 30},
  )
})

it('Without a base all is added', () => {
  fc.assert(
    fc.property(arbitraryContent, (content) => {
      const redline = compareContents(null, content)
      expect(acceptNone(redline)).toEqual({fields: [], sections: [], documents: []})
      expect(withoutPaths(acceptAll(redline))).toEqual(sheetOf(content, null))
    }),
    {numRuns: 30},
  )
})
