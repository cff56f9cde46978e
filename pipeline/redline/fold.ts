import type {MovedAway, RedBlock, RedEntry} from './redline.ts'

/** A part that is shown, or several that are as they were and can be folded away. */
export type Fold<T> = {show: T} | {fold: T[]}

/**
 * Fold what is as it was: whole sections, fields and documents.
 *
 * Nothing is left out: the parts of all folds and what is shown are the list, in order.
 */
export function foldEntries(
  entries: ReadonlyArray<RedEntry | MovedAway>,
): Array<Fold<RedEntry | MovedAway>> {
  return fold(entries, (entry) => entry.change !== 'same' || entry.move !== null)
}

/**
 * Fold what is as it was in a changed section. Beside each change one block stays in sight, and
 * the heading always.
 */
export function foldBlocks(
  blocks: ReadonlyArray<RedBlock | MovedAway>,
): Array<Fold<RedBlock | MovedAway>> {
  const changed = blocks.map((block) => block.change !== 'same' || block.move !== null)
  const shown = new Set(
    blocks.flatMap((block, index) => {
      const isHeading = block.change !== 'moved-away' && block.kind === 'heading'
      const isBeside = changed[index - 1] || changed[index] || changed[index + 1]
      return isHeading || isBeside ? [block] : []
    }),
  )
  return fold(blocks, (block) => shown.has(block))
}

function fold<T>(parts: readonly T[], isShown: (part: T) => boolean): Array<Fold<T>> {
  const folds: Array<Fold<T>> = []
  for (const part of parts) {
    const last = folds.at(-1)
    if (isShown(part)) folds.push({show: part})
    else if (last && 'fold' in last) last.fold.push(part)
    else folds.push({fold: [part]})
  }
  return folds
}
