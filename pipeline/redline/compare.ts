import {VFile} from 'vfile'

import {canonicalJson, compareText} from '#schemas'

import {payloadDepth} from '../approval/edition-digest.ts'
import type {Content, EditionPayload, SealedAsset} from '../approval/types.ts'
import {toMessages} from '../report.ts'
import {compareEntries} from './compare-entries.ts'
import {matchIds, matchSections} from './match-entries.ts'
import {namesIn} from './names-in.ts'
import type {Redline, Side} from './redline.ts'
import {toSheet} from './to-sheet.ts'
import type {Sheet} from './sheet.ts'

/** What can be compared: an edition's payload, or content that is not sealed yet. */
export type Comparable = EditionPayload | Content

/**
 * Compare two versions of an article, or of the site.
 *
 * Pure and deterministic. What is the same is in the result, too, so that `acceptNone` gives the
 * base and `acceptAll` the head; `foldBlocks` hides it.
 *
 * @param base Null where there is nothing to compare with: then all is added.
 * @throws `ContentError` for content that is not of the content model.
 */
export function compareContents(base: Comparable | null, head: Comparable): Redline {
  const file = new VFile()
  const seals = base && 'assets' in base && 'assets' in head
  const before = base ? toSheet(contentOf(base), seals ? assetsOf(base) : [], file) : empty
  const after = toSheet(contentOf(head), seals ? assetsOf(head) : [], file)
  const counter = {next: 1}

  return {
    base: base && sideOf(base),
    head: sideOf(head),
    identical: base !== null && textOf(base) === textOf(head),
    fields: compareEntries(before.fields, after.fields, matchIds, 'inside', counter),
    sections: compareEntries(before.sections, after.sections, matchSections, 'across', counter),
    documents: compareEntries(before.documents, after.documents, matchIds, 'inside', counter),
    names: {...(base && namesIn(contentOf(base))), ...namesIn(contentOf(head))},
    messages: toMessages(file)
      .filter(({severity}) => severity === 'fatal')
      .toSorted((left, right) => compareText(left.path, right.path)),
  }
}

const empty: Sheet = {fields: [], sections: [], documents: []}

function contentOf(side: Comparable): Content {
  return 'content' in side ? side.content : side
}

function assetsOf(side: Comparable): SealedAsset[] {
  return 'assets' in side ? side.assets : []
}

function sideOf(side: Comparable): Side {
  return 'content' in side ? {edition: side.id, number: side.number} : {edition: null, number: null}
}

function textOf(side: Comparable): string {
  const {kind, root, documents} = contentOf(side)
  return canonicalJson({kind, root, documents}, {maxDepth: payloadDepth})
}
