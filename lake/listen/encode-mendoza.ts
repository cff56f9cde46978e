import {isSameValue} from './same-value.ts'
import {sharedEnds} from './shared-ends.ts'

/** A patch as mendoza writes it: operation codes, each followed by its operands. */
export type MendozaPatch = unknown[]

/** The operations that this encoder writes. Codes are mendoza's. */
const op = {
  value: 0,
  blank: 2,
  pushFieldCopy: 10,
  pushFieldBlank: 11,
  pushElementCopy: 12,
  pushElementBlank: 13,
  returnIntoSameFieldPop: 15,
  returnIntoArrayPop: 16,
  setField: 17,
  deleteField: 19,
  appendValue: 20,
  appendSlice: 21,
  appendString: 22,
  appendStringSlice: 23,
} as const

/** Longest slice in one operation: the decoder spreads it into the arguments of a call. */
const mostElements = 10_000

type Fields = Record<string, unknown>

/** What can be written piece by piece. */
type Kind = 'object' | 'array' | 'string'

/**
 * Write the difference of two JSON values as a mendoza patch, which turns `left` into `right`.
 *
 * Only what changed is in it: the Studio shows as changed whatever a patch writes.
 *
 * @see https://github.com/sanity-io/mendoza
 */
export function encodeMendoza(left: unknown, right: unknown): MendozaPatch {
  if (isSameValue(left, right)) return []
  const kind = kindOf(left, right)
  if (kind === null) return [op.value, right]
  // The output starts as a copy of the whole: right for objects, not for what is written anew.
  const patch: MendozaPatch = kind === 'object' ? [] : [op.blank]
  writeContents(kind, left, right, patch)
  return patch
}

function writeContents(kind: Kind, left: unknown, right: unknown, patch: MendozaPatch): void {
  if (kind === 'object') writeObject(left as Fields, right as Fields, patch)
  else if (kind === 'array') writeArray(left as unknown[], right as unknown[], patch)
  else writeString(left as string, right as string, patch)
}

/** Write the changes of an object into the open copy of it. */
function writeObject(left: Fields, right: Fields, patch: MendozaPatch): void {
  // Fields of the input go by their place among its sorted keys.
  const keys = Object.keys(left).toSorted()
  const places = new Map(keys.map((key, place) => [key, place]))
  for (const [place, key] of keys.entries()) {
    if (!Object.hasOwn(right, key)) patch.push(op.deleteField, place)
  }
  for (const [key, value] of Object.entries(right)) {
    const place = places.get(key)
    const kind = place === undefined ? null : kindOf(left[key], value)
    if (place !== undefined && isSameValue(left[key], value)) continue
    if (place === undefined || kind === null) {
      patch.push(op.setField, value, key)
    } else {
      patch.push(kind === 'object' ? op.pushFieldCopy : op.pushFieldBlank, place)
      writeContents(kind, left[key], value, patch)
      patch.push(op.returnIntoSameFieldPop)
    }
  }
}

/** Write an array whole into an open blank, from pieces of the old one where it has them. */
function writeArray(left: unknown[], right: unknown[], patch: MendozaPatch): void {
  const find = elementFinder(left)
  let place = 0
  while (place < right.length) {
    const value = right[place]
    const from = find(value, place)
    if (from !== undefined && isSameValue(left[from], value)) {
      const length = runLength(left, from, right, place)
      patch.push(op.appendSlice, from, from + length)
      place += length
      continue
    }
    const kind = from === undefined ? null : kindOf(left[from], value)
    if (from === undefined || kind === null) {
      patch.push(op.appendValue, value)
    } else {
      patch.push(kind === 'object' ? op.pushElementCopy : op.pushElementBlank, from)
      writeContents(kind, left[from], value, patch)
      patch.push(op.returnIntoArrayPop)
    }
    place += 1
  }
}

/** How many elements are the same from these two places on; at least one is. */
function runLength(left: unknown[], from: number, right: unknown[], to: number): number {
  const most = Math.min(left.length - from, right.length - to, mostElements)
  let length = 1
  while (length < most && isSameValue(left[from + length], right[to + length])) length += 1
  return length
}

/**
 * Make a function that says which old element a new one came from.
 *
 * An object with a `_key` came from the one with that key. Others came from an equal one, else
 * from the one that has their place, where that has no key.
 */
function elementFinder(left: unknown[]): (value: unknown, place: number) => number | undefined {
  const byKey = new Map<string, number>()
  const byText = new Map<string, number>()
  for (const [place, value] of left.entries()) {
    const key = keyOf(value)
    if (key !== undefined) byKey.set(key, place)
    else byText.set(JSON.stringify(value), place)
  }
  return (value, place) => {
    const key = keyOf(value)
    if (key !== undefined) return byKey.get(key)
    const old = left[place]
    if (place < left.length && isSameValue(old, value)) return place
    const equal = byText.get(JSON.stringify(value))
    if (equal !== undefined) return equal
    return place < left.length && keyOf(old) === undefined ? place : undefined
  }
}

function keyOf(value: unknown): string | undefined {
  if (!isFields(value) || !Object.hasOwn(value, '_key')) return undefined
  return typeof value['_key'] === 'string' ? value['_key'] : undefined
}

/**
 * Write a string whole into an open blank: its start and its end from the old one.
 *
 * No piece comes from the middle: where text before it is not ASCII, the decoder of mendoza 3.0.8
 * finds the wrong end of such a piece.
 */
function writeString(left: string, right: string, patch: MendozaPatch): void {
  const {start, end, startBytes, endBytes, leftBytes} = sharedEnds(left, right)
  if (start > 0) patch.push(op.appendStringSlice, 0, startBytes)
  const middle = right.slice(start, right.length - end)
  if (middle !== '') patch.push(op.appendString, middle)
  if (end > 0) patch.push(op.appendStringSlice, leftBytes - endBytes, leftBytes)
}

/**
 * How a value can be written from another one; null where it has to be given whole.
 *
 * What is empty has to: a blank with nothing written into it is null.
 */
function kindOf(left: unknown, right: unknown): Kind | null {
  if (isFields(left) && isFields(right)) return 'object'
  if (Array.isArray(left) && Array.isArray(right)) return right.length > 0 ? 'array' : null
  if (typeof left !== 'string' || typeof right !== 'string') return null
  const {start, end} = sharedEnds(left, right)
  return start + end > 0 ? 'string' : null
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
