import type {VFile} from 'vfile'

import type {GlossaryTerm} from '#schemas'

import {toString} from 'mdast-util-to-string'

import type {UsedTerm} from '../composition.ts'
import {report} from '../report.ts'
import type {Tree} from '../tree.ts'
import {visitPlaces} from './visit-places.ts'

/**
 * Mark the first use of each glossary term in the article, where it is written out.
 *
 * Before: `BME … BME`. After: `bone marrow edema (BME) … BME`. Only a use that is the abbreviation
 * or its expansion is written out; any other wording stays as the author wrote it, and so does an
 * abbreviation that already follows its expansion.
 *
 * @param tree
 *   Each `term` gains its glossary `entry`; the first use of an abbreviation gains `first`.
 * @param glossary
 *   Terms by document id.
 * @param file
 *   Receives a fatal `term-unknown` for a term that is not in `glossary`.
 * @returns
 *   Terms in the order of their first use.
 */
export function expandTerms(
  tree: Tree,
  glossary: ReadonlyMap<string, GlossaryTerm>,
  file: VFile,
): UsedTerm[] {
  const used = new Map<string, UsedTerm>()
  const expanded = new Set<string>()

  visitPlaces(tree, (node, path, index, parent) => {
    if (node.type !== 'term') return undefined
    const found = glossary.get(node.term)
    if (!found) {
      report(file, {
        ruleId: 'term-unknown',
        severity: 'fatal',
        reason: `No glossary term has the id \`${node.term}\`; use one that exists`,
        path,
      })
      return undefined
    }

    const entry = used.get(node.term) ?? toUsedTerm(found)
    used.set(node.term, entry)
    node.entry = entry
    const {abbreviation, expansion} = entry
    const words = toString(node)
    if (!abbreviation || expanded.has(node.term) || !isEither(words, abbreviation, expansion)) {
      return undefined
    }

    expanded.add(node.term)
    const before = index && parent ? toString(parent.children[index - 1]) : ''
    if (!before.toLowerCase().endsWith(`${expansion.toLowerCase()} (`)) node.first = true
    return undefined
  })

  return [...used.values()]
}

function isEither(words: string, abbreviation: string, expansion: string): boolean {
  return words === abbreviation || words.toLowerCase() === expansion.toLowerCase()
}

function toUsedTerm({_id, abbreviation, expansion, definition}: GlossaryTerm): UsedTerm {
  return {
    id: _id,
    ...(abbreviation && {abbreviation}),
    expansion,
    ...(definition && {definition}),
  }
}
