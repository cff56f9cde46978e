import {diffArrays} from 'diff'

import {normalRuns, sameMarks, separators} from './normal-runs.ts'
import type {Piece} from './redline.ts'
import type {Run} from './sheet.ts'
import {toTokens, type Token} from './tokens.ts'

/** More differences than this, and nothing of the text is held for the same. */
const maxDifferences = 1000

/** Tokens that follow each other with one fate; of what stayed, base and head side by side. */
interface Stretch {
  kept: boolean
  base: Token[]
  head: Token[]
}

/**
 * Compare the words of two blocks.
 *
 * Leaving out what is added gives the base, leaving out what is removed gives the head. Words that
 * only happen to stand on both sides, between larger changes, count as changed, so that a person
 * can read the result.
 */
export function compareWords(base: readonly Run[], head: readonly Run[]): Piece[] {
  const stretches = readable(stretchesOf(toTokens(base), toTokens(head)))
  const pieces = stretches.flatMap(({kept, base: left, head: right}): Piece[] =>
    kept
      ? right.map((token, index) => keptPiece(left[index] ?? token, token))
      : changedPieces(left, right),
  )
  return join(withoutFirstSpaces(pieces))
}

/** Give all runs of a block one fate. */
export function wholePieces(runs: readonly Run[], change: 'same' | 'added' | 'removed'): Piece[] {
  return runs.map((run) => ({...run, change}))
}

/** The runs of one side of a comparison. */
export function runsOfSide(pieces: readonly Piece[], side: 'base' | 'head'): Run[] {
  const other = side === 'base' ? 'added' : 'removed'
  return normalRuns(
    pieces.flatMap(({change, was, ...run}) => {
      if (change === other) return []
      return [side === 'base' && was ? {...run, marks: was} : run]
    }),
  )
}

function stretchesOf(base: Token[], head: Token[]): Stretch[] {
  const changes = diffArrays(
    base.map(({key}) => key),
    head.map(({key}) => key),
    {maxEditLength: maxDifferences},
  )
  if (!changes) return [{kept: false, base, head}]

  const stretches: Stretch[] = []
  let [left, right] = [0, 0]
  for (const {added, count, removed} of changes) {
    const kept = !added && !removed
    const stretch = {
      kept,
      base: added ? [] : base.slice(left, left + count),
      head: removed ? [] : head.slice(right, right + count),
    }
    left += stretch.base.length
    right += stretch.head.length
    push(stretches, stretch)
  }
  return stretches
}

/** Take for changed what stayed between two changes that both are larger than it. */
function readable(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const stretch of stretches) {
    push(result, stretch)
    while (absorbChance(result)) {
      // What was joined may be larger than what stayed before it.
    }
  }
  return result
}

function absorbChance(stretches: Stretch[]): boolean {
  const [before, kept, after] = stretches.slice(-3)
  if (!before || !kept?.kept || !after || !isChance(before, kept, after)) return false
  stretches.splice(-3, 3, {
    kept: false,
    base: [...before.base, ...kept.base, ...after.base],
    head: [...before.head, ...kept.head, ...after.head],
  })
  return true
}

function isChance(before: Stretch, kept: Stretch, after: Stretch): boolean {
  if (kept.head.some(({run}) => run.type !== 'text')) return false
  const length = lengthOf(kept.head)
  return length <= sizeOf(before) && length <= sizeOf(after)
}

function sizeOf({base, head}: Stretch): number {
  return Math.max(lengthOf(base), lengthOf(head))
}

function lengthOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, {length}) => sum + length, 0)
}

function push(stretches: Stretch[], stretch: Stretch): void {
  const last = stretches.at(-1)
  if (last && last.kept === stretch.kept) {
    stretches[stretches.length - 1] = {
      kept: last.kept,
      base: [...last.base, ...stretch.base],
      head: [...last.head, ...stretch.head],
    }
  } else {
    stretches.push(stretch)
  }
}

/** What went before what came; the space before both stays. */
function changedPieces(base: readonly Token[], head: readonly Token[]): Piece[] {
  const pieces: Piece[] = [
    ...base.map(({run}) => ({...run, change: 'removed' as const})),
    ...head.map(({run}) => ({...run, change: 'added' as const})),
  ]
  const firsts = [pieces[0], pieces[base.length]]
  const isShared = firsts.every((piece) => piece?.type === 'text' && piece.text.startsWith(' '))
  if (!isShared || base.length === 0) return pieces
  const rest = pieces.map((piece) =>
    firsts.includes(piece) && piece.type === 'text' ? {...piece, text: piece.text.slice(1)} : piece,
  )
  return [
    {type: 'text', text: ' ', marks: [], change: 'same'},
    ...rest.filter((piece) => piece.type !== 'text' || piece.text !== ''),
  ]
}

function keptPiece(base: Token, head: Token): Piece {
  const was = base.run.marks
  return sameMarks(was, head.run.marks)
    ? {...head.run, change: 'same'}
    : {...head.run, change: 'marked', was}
}

/** Take away the space that `toTokens` put at the start of each line, on the side that it starts. */
function withoutFirstSpaces(pieces: readonly Piece[]): Piece[] {
  const atStart = {base: true, head: true}
  return pieces.map((piece) => {
    const sides = sidesOf(piece)
    const isFirst = sides.every((side) => atStart[side])
    for (const side of sides) atStart[side] = separators.has(piece.type)
    return isFirst && piece.type === 'text' ? {...piece, text: piece.text.trimStart()} : piece
  })
}

function sidesOf({change}: Piece): Array<'base' | 'head'> {
  if (change === 'removed') return ['base']
  return change === 'added' ? ['head'] : ['base', 'head']
}

/** Join pieces of text with one fate and the same marks. */
function join(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const isOne =
      last?.type === 'text' &&
      piece.type === 'text' &&
      last.change === piece.change &&
      sameMarks(last.marks, piece.marks) &&
      sameMarks(last.was ?? [], piece.was ?? [])
    if (isOne) joined[joined.length - 1] = {...last, text: last.text + piece.text}
    else joined.push(piece)
  }
  return joined
}
