import type {Nodes} from 'mdast'
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
 *   Each `term` gains its glossary `entry`; the first use of an abbreviation gains `first`. Terms
 *   that are in a link gain `inLink`.
 * @param glossary
 *   Terms by document id.
 * @param file
 *   Receives a fatal `term-unknown` for a term that is not in `glossary`.
 * @returns
 *   Terms in the order of their first use; those with a definition have an `anchor`, `term-1` for
 *   the first of them.
 */
export function expandTerms(
  tree: Tree,
  glossary: ReadonlyMap<string, GlossaryTerm>,
  file: VFile,
): UsedTerm[] {
  const used = new Map<string, UsedTerm>()
  const expanded = new Set<string>()
  let defined = 0
  markLinked(tree, false)

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

    let entry = used.get(node.term)
    if (!entry) {
      entry = toUsedTerm(found)
      if (entry.definition) entry.anchor = `term-${++defined}`
      used.set(node.term, entry)
    }
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

/** A link cannot be in a link: mark terms inside web links, article links and other terms. */
function markLinked(node: Nodes, inLink: boolean): void {
  if (!('children' in node)) return
  if (node.type === 'term' && inLink) node.inLink = true
  const isLink = node.type === 'link' || node.type === 'articleLink' || node.type === 'term'
  for (const child of node.children) markLinked(child, inLink || isLink)
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
