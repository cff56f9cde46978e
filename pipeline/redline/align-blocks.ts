import {diffArrays} from 'diff'

import type {Block} from './sheet.ts'
import {bagOf, common, keyOf, likeness, type WordBag} from './word-bag.ts'

/** Blocks less alike than this are others. */
const leastLikeness = 0.35

/** Beyond these nothing is weighed: what is not equal is removed and added. */
const maxDifferences = 2000
const maxPairs = 40_000

/** A place in the redline of a section: a block of the base, of the head, or what it became. */
export type Slot =
  | {base: Block; head: Block}
  | {base: Block; head: null}
  | {base: null; head: Block}

/**
 * Put the blocks of two versions of a section side by side, both in their order.
 *
 * Blocks of one kind that are equal or alike are paired, so that the most words stay where they
 * are.
 */
export function alignBlocks(base: readonly Block[], head: readonly Block[]): Slot[] {
  const keys = {base: anchorKeys(base), head: anchorKeys(head)}
  const least = Math.min(base.length, head.length)
  let start = 0
  while (start < least && keys.base[start] === keys.head[start]) start += 1
  let end = 0
  while (end < least - start && keys.base.at(-1 - end) === keys.head.at(-1 - end)) end += 1

  const middle = [base, head].map((blocks) => blocks.slice(start, blocks.length - end))
  return [
    ...pairs(base.slice(0, start), head.slice(0, start)),
    ...alignMiddle(middle[0] ?? [], middle[1] ?? []),
    ...pairs(base.slice(base.length - end), head.slice(head.length - end)),
  ]
}

/** Where there are too many to weigh each pair, equal blocks hold their place. */
function alignMiddle(base: readonly Block[], head: readonly Block[]): Slot[] {
  if (base.length * head.length <= maxPairs) return alignGap(base, head)
  const changes = diffArrays(anchorKeys(base), anchorKeys(head), {maxEditLength: maxDifferences})
  if (!changes) return apart(base, head)

  const slots: Slot[] = []
  let gap: {base: Block[]; head: Block[]} = {base: [], head: []}
  let [left, right] = [0, 0]
  for (const {added, count, removed} of changes) {
    const from = added ? [] : base.slice(left, left + count)
    const to = removed ? [] : head.slice(right, right + count)
    left += from.length
    right += to.length
    if (added || removed) {
      gap = {base: [...gap.base, ...from], head: [...gap.head, ...to]}
      continue
    }
    slots.push(...alignGap(gap.base, gap.head), ...pairs(from, to))
    gap = {base: [], head: []}
  }
  return [...slots, ...alignGap(gap.base, gap.head)]
}

/** What opens a list, a table or a quote says little: it goes with what follows it. */
function anchorKeys(blocks: readonly Block[]): string[] {
  const keys = blocks.map((block) => keyOf(block))
  return keys.map((key, index) =>
    blocks[index]?.runs.length === 0 ? `${key} ${keys[index + 1]}` : key,
  )
}

/** Pair what is alike, in order, so that the most words are in pairs. */
function alignGap(base: readonly Block[], head: readonly Block[]): Slot[] {
  const rows = base.length
  const columns = head.length
  if (rows === 0 || columns === 0 || rows * columns > maxPairs) return apart(base, head)

  const bags = {
    base: base.map((block) => bagOf([block])),
    head: head.map((block) => bagOf([block])),
  }
  const weights = base.map((from, row) =>
    head.map((to, column) => weigh(from, to, bags.base[row], bags.head[column])),
  )
  const best = bestSums(weights, columns)

  const slots: Slot[] = []
  let [row, column] = [0, 0]
  while (row < rows && column < columns) {
    const weight = weights[row]?.[column] ?? 0
    const total = best[row]?.[column] ?? 0
    if (weight > 0 && total === weight + (best[row + 1]?.[column + 1] ?? 0)) {
      slots.push({base: base[row++] as Block, head: head[column++] as Block})
    } else if (total === (best[row + 1]?.[column] ?? 0)) {
      slots.push({base: base[row++] as Block, head: null})
    } else {
      slots.push({base: null, head: head[column++] as Block})
    }
  }
  return [...slots, ...apart(base.slice(row), head.slice(column))]
}

/** Of each row and column, what the best pairs from there on weigh together. */
function bestSums(weights: number[][], columns: number): number[][] {
  const best = [...weights, []].map(() => Array.from({length: columns + 1}, () => 0))
  for (let row = weights.length - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const weight = weights[row]?.[column] ?? 0
      const paired = weight > 0 ? weight + (best[row + 1]?.[column + 1] ?? 0) : 0
      const skipped = Math.max(best[row + 1]?.[column] ?? 0, best[row]?.[column + 1] ?? 0)
      const line = best[row]
      if (line) line[column] = Math.max(paired, skipped)
    }
  }
  return best
}

/** Whole numbers, so that sums are exact. A heading and a named value are one whatever they say. */
function weigh(base: Block, head: Block, from?: WordBag, to?: WordBag): number {
  if (base.kind !== head.kind || base.attributes['name'] !== head.attributes['name']) return 0
  if (!from || !to) return 0
  const isSame = base.kind === 'heading' || base.kind === 'value'
  if (!isSame && likeness(from, to) < leastLikeness) return 0
  return 1 + 2 * common(from, to) + (keyOf(base) === keyOf(head) ? 1 : 0)
}

function pairs(base: readonly Block[], head: readonly Block[]): Slot[] {
  return head.map((block, index) => ({base: base[index] as Block, head: block}))
}

function apart(base: readonly Block[], head: readonly Block[]): Slot[] {
  return [
    ...base.map((block): Slot => ({base: block, head: null})),
    ...head.map((block): Slot => ({base: null, head: block})),
  ]
}
