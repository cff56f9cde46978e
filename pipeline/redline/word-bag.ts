import type {Block, Entry} from './sheet.ts'
import {isWord, toTokens} from './tokens.ts'

/** How often each word, source, picture and article is used. */
export interface WordBag {
  counts: ReadonlyMap<string, number>
  size: number
}

/** Count the words of blocks, and what stands in them as a whole. */
export function bagOf(blocks: readonly Block[]): WordBag {
  const counts = new Map<string, number>()
  let size = 0
  for (const {runs} of blocks) {
    for (const token of toTokens(runs)) {
      const {type} = token.run
      if (type !== 'citation' && type !== 'reference' && !isWord(token)) continue
      const word = token.key.trimStart().toLowerCase()
      counts.set(word, (counts.get(word) ?? 0) + 1)
      size += 1
    }
  }
  return {counts, size}
}

/** Count how many words two bags have in common. */
export function common(left: WordBag, right: WordBag): number {
  const [small, large] = left.counts.size <= right.counts.size ? [left, right] : [right, left]
  let sum = 0
  for (const [word, count] of small.counts) sum += Math.min(count, large.counts.get(word) ?? 0)
  return sum
}

/** How alike two bags are, from 0 to 1 (Dice); two empty ones are alike. */
export function likeness(left: WordBag, right: WordBag): number {
  const size = left.size + right.size
  return size === 0 ? 1 : (2 * common(left, right)) / size
}

/** A string that equal blocks share, and no others; their place in the content does not count. */
export function keyOf({kind, level, attributes, runs}: Block): string {
  return JSON.stringify([kind, level, attributes, runs])
}

/** The same for a section, a field or a document. */
export function entryKeyOf({attributes, blocks, id}: Entry): string {
  return JSON.stringify([id, attributes, blocks.map((block) => keyOf(block))])
}
