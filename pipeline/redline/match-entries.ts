import {pairByKey, pairGreedily} from './pair-greedily.ts'
import type {Entry} from './sheet.ts'
import {bagOf, entryKeyOf, likeness, type WordBag} from './word-bag.ts'

/** Sections less alike than this are others. */
const leastLikeness = 0.5

interface Candidate {
  entry: Entry
  index: number
  bag: WordBag
}

/**
 * Find for each section of the head the one that it was in the base.
 *
 * Equal sections first; then those of one anchor; then of one heading; then the most alike. Their
 * keys say nothing, since they follow from positions.
 *
 * @returns Index in `base` by index in `head`.
 */
export function matchSections(base: readonly Entry[], head: readonly Entry[]): Map<number, number> {
  const matches = new Map<number, number>()
  let left = candidates(base)
  let right = candidates(head)

  const take = (pairs: Array<[number, number]>): void => {
    const [usedBase, usedHead] = [new Set<Candidate>(), new Set<Candidate>()]
    for (const [baseIndex, headIndex] of pairs) {
      const [from, to] = [left[baseIndex], right[headIndex]]
      if (!from || !to) continue
      matches.set(to.index, from.index)
      usedBase.add(from)
      usedHead.add(to)
    }
    left = left.filter((candidate) => !usedBase.has(candidate))
    right = right.filter((candidate) => !usedHead.has(candidate))
  }

  take(pairByKey(left, right, ({entry}) => entryKeyOf(entry)))
  take(pairByKey(left, right, ({entry}) => entry.attributes['anchor'] ?? null))
  take(pairByKey(left, right, ({entry}) => headingOf(entry)))
  take(
    pairGreedily(left, right, (from, to) => {
      const alike = likeness(from.bag, to.bag)
      return alike >= leastLikeness ? alike : null
    }),
  )
  return matches
}

/** Find for each entry of the head the one of the same id in the base. */
export function matchIds(base: readonly Entry[], head: readonly Entry[]): Map<number, number> {
  const pairs = pairByKey(base, head, ({id, type}) => `${type} ${id}`)
  return new Map(pairs.map(([from, to]) => [to, from]))
}

function candidates(entries: readonly Entry[]): Candidate[] {
  return entries.map((entry, index) => ({entry, index, bag: bagOf(entry.blocks)}))
}

function headingOf({blocks}: Entry): string | null {
  const heading = blocks.find(({kind}) => kind === 'heading')
  const text = heading?.runs.map((run) => (run.type === 'text' ? run.text : '')).join('')
  return text ? text.toLowerCase() : null
}
