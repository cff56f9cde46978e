import type {Slot} from './align-blocks.ts'
import {pairByKey, pairGreedily} from './pair-greedily.ts'
import type {Block} from './sheet.ts'
import {bagOf, keyOf, likeness, type WordBag} from './word-bag.ts'

/** A block that moved and changed more than this is another. */
const leastLikeness = 0.6

/** Fewer words may stand in two places by chance. */
const leastWords = 4

/** What only holds others, or stands for a section, does not move by itself. */
const fixed = new Set(['heading', 'list', 'value'])

interface Lone {
  slot: Slot
  block: Block
  bag: WordBag
}

/**
 * Find blocks that were removed in one place and added in another.
 *
 * @param slots Of all parts that a block may move between.
 * @returns The slot that a block stood in, by the slot that it stands in now.
 */
export function findMoves(slots: readonly Slot[]): Map<Slot, Slot> {
  const gone = slots.flatMap((slot) => (slot.head ? [] : lone(slot, slot.base)))
  const come = slots.flatMap((slot) => (slot.base ? [] : lone(slot, slot.head)))
  const moves = new Map<Slot, Slot>()

  for (const [from, to] of pairByKey(gone, come, ({block}) => keyOf(block))) {
    setMove(moves, gone[from], come[to])
  }
  const taken = new Set([...moves.keys(), ...moves.values()])
  const [left, right] = [gone, come].map((all) => all.filter(({slot}) => !taken.has(slot)))
  const pairs = pairGreedily(left ?? [], right ?? [], (from, to) => {
    if (from.block.kind !== to.block.kind) return null
    const alike = likeness(from.bag, to.bag)
    return alike >= leastLikeness ? alike : null
  })
  for (const [from, to] of pairs) setMove(moves, left?.[from], right?.[to])
  return moves
}

function setMove(moves: Map<Slot, Slot>, from: Lone | undefined, to: Lone | undefined): void {
  if (from && to) moves.set(to.slot, from.slot)
}

function lone(slot: Slot, block: Block): Lone[] {
  const bag = bagOf([block])
  const isWhole = block.runs.some(({type}) => type === 'reference')
  return fixed.has(block.kind) || (bag.size < leastWords && !isWhole) ? [] : [{slot, block, bag}]
}
