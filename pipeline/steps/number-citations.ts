import type {VFile} from 'vfile'

import type {Citation} from '#schemas'

import type {NumberedReference, SourceStatus} from '../composition.ts'
import type {Context} from '../context.ts'
import {report} from '../report.ts'
import type {Tree} from '../tree.ts'
import {visitPlaces} from './visit-places.ts'

/**
 * Number citations in the order a reader meets them (Vancouver style).
 *
 * The first work cited is 1 and keeps that number at every later citation. Works that nothing
 * cites are left out of the result.
 *
 * @param tree
 *   Each `citation` gains the `numbers` of its items, counted from 1, and an id for each place.
 * @param citations
 *   Works that the article may cite, by document id.
 * @param sources
 *   State of works by the record of source checks; one that is not there is unchecked.
 * @param file
 *   Receives a fatal `citation-unknown` for a citation of a work that is not in `citations`: the
 *   claim would lose its source.
 * @returns
 *   Cited works in order of their numbers, each with the places that cite it.
 */
export function numberCitations(
  tree: Tree,
  citations: ReadonlyMap<string, Citation>,
  sources: Context['sources'],
  file: VFile,
): NumberedReference[] {
  const references = new Map<string, NumberedReference>()

  visitPlaces(tree, (node, path) => {
    if (node.type !== 'citation') return undefined
    const places = node.items.flatMap(({source, locator, excerpt}) => {
      const citation = citations.get(source)
      if (!citation) {
        report(file, {
          ruleId: 'citation-unknown',
          severity: 'fatal',
          reason: `No source has the id \`${source}\`; cite one that exists`,
          path,
        })
        return []
      }

      const reference =
        references.get(source) ?? makeReference(references.size + 1, citation, sources)
      references.set(source, reference)
      const id = `cite-${reference.number}-${reference.uses.length + 1}`
      reference.uses.push({id, ...(locator && {locator}), ...(excerpt && {excerpt})})
      return [{number: reference.number, id}]
    })

    node.numbers = places.map(({number}) => number)
    node.ids = places.map(({id}) => id)
    if (places[0]) node.id = places[0].id
    return undefined
  })

  return [...references.values()]
}

function makeReference(
  number: number,
  citation: Citation,
  sources: Context['sources'],
): NumberedReference {
  const unchecked: SourceStatus = {status: 'unchecked'}
  const state = Object.hasOwn(sources, citation._id) ? sources[citation._id] : undefined
  return {number, id: `ref-${number}`, citation, state: state ?? unchecked, uses: []}
}
