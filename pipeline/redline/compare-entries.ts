import {alignBlocks, type Slot} from './align-blocks.ts'
import {compareWords, wholePieces} from './compare-words.ts'
import {findMoves} from './find-moves.ts'
import {heaviestRun} from './heaviest-run.ts'
import type {AttributeChange, MovedAway, RedBlock, RedEntry} from './redline.ts'
import type {Block, Entry} from './sheet.ts'
import {keyOf} from './word-bag.ts'

/** Gives each move of a redline a number of its own. */
export interface Counter {
  next: number
}

/** A place in a list of entries, before words are compared. */
interface Row {
  base: Entry | null
  head: Entry | null
  isMoved: boolean
  slots: Slot[]
}

/**
 * Compare two lists of sections, fields or documents.
 *
 * @param match Which entry of the base each entry of the head was.
 * @param moves Whether blocks may move between entries, or inside one alone.
 * @param counter Gains a number for each move.
 */
export function compareEntries(
  base: readonly Entry[],
  head: readonly Entry[],
  match: (base: readonly Entry[], head: readonly Entry[]) => Map<number, number>,
  moves: 'across' | 'inside',
  counter: Counter,
): Array<RedEntry | MovedAway> {
  const rows = rowsOf(base, head, match(base, head))
  const groups = moves === 'across' ? [rows] : rows.map((row) => [row])
  const movedFrom = new Map(
    groups.flatMap((group) => [...findMoves(group.flatMap(({slots}) => slots))]),
  )
  const numbers = new Map<Slot | Entry, number>()
  for (const [to, from] of movedFrom) {
    numbers.set(to, counter.next).set(from, counter.next)
    counter.next += 1
  }
  for (const row of rows) {
    if (!row.isMoved || !row.base || !row.head) continue
    numbers.set(row.base, counter.next).set(row.head, counter.next)
    counter.next += 1
  }
  return inBothOrders(rows, base).map((row) => {
    if (!('slots' in row)) return {change: 'moved-away', move: numbers.get(row) ?? 0}
    return redEntry(row, numbers, movedFrom)
  })
}

function rowsOf(
  base: readonly Entry[],
  head: readonly Entry[],
  matches: ReadonlyMap<number, number>,
): Row[] {
  const places = head.flatMap((entry, index) => {
    const place = matches.get(index)
    return place === undefined ? [] : [{entry, place}]
  })
  const staying = heaviestRun(
    places.map(({place}) => place),
    places.map(({entry}) => 1 + entry.blocks.length),
  )
  const moved = new Set(places.flatMap(({entry}, index) => (staying.has(index) ? [] : [entry])))
  const kept = new Set(matches.values())
  const gone = base.filter((_, index) => !kept.has(index))

  return [
    ...head.map((entry, index): Row => {
      const before = base[matches.get(index) ?? -1] ?? null
      const slots = alignBlocks(before?.blocks ?? [], entry.blocks)
      return {base: before, head: entry, isMoved: moved.has(entry), slots}
    }),
    ...gone.map((entry): Row => ({
      base: entry,
      head: null,
      isMoved: false,
      slots: alignBlocks(entry.blocks, []),
    })),
  ]
}

/** In the head's order, with what went, or moved away, where it stood in the base. */
function inBothOrders(rows: readonly Row[], base: readonly Entry[]): Array<Row | Entry> {
  const byBase = new Map(rows.flatMap((row) => (row.base ? [[row.base, row] as const] : [])))
  const result: Array<Row | Entry> = []
  let next = 0
  const upTo = (end: Entry | null): void => {
    for (; next < base.length && base[next] !== end; next++) {
      const entry = base[next]
      const row = entry && byBase.get(entry)
      if (!row) continue
      if (row.isMoved && entry) result.push(entry)
      else if (!row.head) result.push(row)
    }
  }
  for (const row of rows) {
    if (!row.head) continue
    if (row.base && !row.isMoved) {
      upTo(row.base)
      next += 1
    }
    result.push(row)
  }
  upTo(null)
  return result
}

function redEntry(
  {base, head, slots}: Row,
  numbers: ReadonlyMap<Slot | Entry, number>,
  movedFrom: ReadonlyMap<Slot, Slot>,
): RedEntry {
  const entry = (head ?? base) as Entry
  const {attributes, id, path, type} = entry
  const blocks = slots.map((slot): RedBlock | MovedAway => {
    const move = numbers.get(slot) ?? null
    if (move !== null && !slot.head) return {change: 'moved-away', move}
    return redBlock(slot, movedFrom.get(slot)?.base ?? slot.base, move)
  })
  const changes = base && head ? attributeChanges(base.attributes, head.attributes) : []
  const isSame = changes.length === 0 && blocks.every((block) => isUntouched(block))
  return {
    change: base && head ? (isSame ? 'same' : 'changed') : head ? 'added' : 'removed',
    move: (head && numbers.get(head)) ?? null,
    id,
    type,
    attributes,
    changes,
    blocks,
    path,
  }
}

function isUntouched(block: RedBlock | MovedAway): boolean {
  return block.change === 'same' && block.move === null
}

function redBlock({head}: Slot, base: Block | null, move: number | null): RedBlock {
  if (base && head) {
    const {attributes, kind, level, path} = head
    const changes = attributeChanges(
      {...base.attributes, level: String(base.level)},
      {...attributes, level: String(level)},
    )
    const pieces =
      keyOf(base) === keyOf(head)
        ? wholePieces(head.runs, 'same')
        : compareWords(base.runs, head.runs)
    const isSame = changes.length === 0 && pieces.every(({change}) => change === 'same')
    return {
      change: isSame ? 'same' : 'changed',
      move,
      kind,
      level,
      attributes,
      changes,
      pieces,
      path,
    }
  }
  const change = head ? 'added' : 'removed'
  const {runs, ...block} = (head ?? base) as Block
  return {change, move, ...block, changes: [], pieces: wholePieces(runs, change)}
}

function attributeChanges(
  base: Record<string, string>,
  head: Record<string, string>,
): AttributeChange[] {
  const names = [...new Set([...Object.keys(base), ...Object.keys(head)])].toSorted()
  return names.flatMap((name) => {
    const [before, after] = [base[name], head[name]]
    if (before === after) return []
    return [
      {
        name,
        ...(before !== undefined && {base: before}),
        ...(after !== undefined && {head: after}),
      },
    ]
  })
}
