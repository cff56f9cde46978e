import {expect, it} from 'vitest'

import {assemble, compareContents, summaryLine} from '#pipeline'

import {richDocuments} from '../approval/sealing/rich-documents.ts'
import {changed, leavesOf, withLeaf} from '../approval/sealing/walk.ts'

/** What only names a place or a type, or would leave the content model. */
const internal = /\.(_id|_key|_type|_weak|listItem|level|style)$|^\.(kind|root)$/

it.each(['knee', 'site'])(
  'Every value of %s that is changed shows in the redline',
  async (root) => {
    const base = assemble(root, richDocuments())
    const head = structuredClone(base)
    const places = leavesOf(head).filter(({path}) => !internal.test(path))
    expect(places.length).toBeGreaterThan(20)

    const hidden: string[] = []
    for (const place of places) {
      // Marks name decorators and keys: another word would name nothing.
      if (/\.marks\.\d+$/.test(place.path)) continue
      await withLeaf(place, changed(place.value), () => {
        try {
          const redline = compareContents(base, head)
          const parts = [...redline.fields, ...redline.sections, ...redline.documents]
          const isShown = parts.some(({change}) => change !== 'same')
          if (!isShown && redline.messages.length === 0) hidden.push(place.path)
          if (isShown && summaryLine(redline) === 'No word changed') hidden.push(place.path)
        } catch (error) {
          expect(error).toHaveProperty('code', 'content-malformed')
        }
      })
    }
    expect(hidden).toEqual([])
  },
)
