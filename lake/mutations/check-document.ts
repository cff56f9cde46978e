import {LakeError, mutationError} from '../lake-error.ts'
import type {StoredDocument} from '../store/store.ts'
import {refusedNames} from './check-request.ts'
import {limits} from './limits.ts'

interface Tally {
  id: string
  bytes: number
  /** Different attributes so far. */
  attributes: number
}

/** A place in documents: paths as such would be long, and read again for every value. */
interface Place {
  /** Its start, for messages. */
  path: string
  kinds: Set<string>
  places: Map<string, Place>
}

/**
 * Demand that a document can be kept: its values, names, depth and size.
 *
 * Values are counted as they will be written, so that one that is shared counts as often as it is
 * used.
 *
 * @returns About the length of its JSON, in bytes.
 * @throws {LakeError} 400, or 413 where the document is too large.
 */
export function checkDocument(document: StoredDocument): number {
  const {_id: id, _type: type} = document
  if (typeof type !== 'string' || !/^[A-Za-z_$][\w$.-]{0,127}$/.test(type)) {
    throw refusal(id, `\`_type\` must be a name, not ${JSON.stringify(type)}`)
  }
  for (const field of ['_createdAt', '_updatedAt'] as const) {
    const time = document[field]
    if (typeof time !== 'string' || !isTime(time)) throw refusal(id, `\`${field}\` is no time`)
  }
  const tally: Tally = {id, bytes: 0, attributes: 0}
  check(document, newPlace(''), 0, 0, tally)
  return tally.bytes
}

function check(value: unknown, place: Place, names: number, depth: number, tally: Tally): void {
  if (depth > limits.depth || names > limits.attributeDepth) {
    throw refusal(
      tally.id,
      `attributes may be ${limits.attributeDepth} levels deep, deeper: ${place.path}`,
    )
  }
  countAttribute(place, kindOf(value), tally)
  if (Array.isArray(value)) {
    count(2 + value.length, tally)
    const items = placeIn(place, '[]')
    for (const item of value) check(item, items, names, depth + 1, tally)
  } else if (typeof value === 'object' && value !== null) {
    count(2, tally)
    for (const [name, field] of Object.entries(value)) {
      if (refusedNames.has(name))
        throw refusal(tally.id, `"${name}" cannot be a name (${place.path})`)
      if (!name.isWellFormed())
        throw refusal(tally.id, `half a character in a name (${place.path})`)
      if (name.length > limits.nameLength) {
        throw refusal(tally.id, `names may have ${limits.nameLength} characters (${place.path})`)
      }
      count(name.length + 4, tally)
      check(field, placeIn(place, `.${name}`), names + 1, depth + 1, tally)
    }
  } else {
    checkPlain(value, place.path, tally)
  }
}

function checkPlain(value: unknown, path: string, tally: Tally): void {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw refusal(tally.id, `half a character in ${path}`)
      count(Buffer.byteLength(value) + 2, tally)
      return
    case 'number':
      if (!Number.isFinite(value)) throw refusal(tally.id, `${path} is no finite number`)
      count(8, tally)
      return
    case 'boolean':
      count(5, tally)
      return
    default:
      if (value !== null) throw refusal(tally.id, `${path} is no JSON value`)
      count(4, tally)
  }
}

function count(bytes: number, tally: Tally): void {
  tally.bytes += bytes
  if (tally.bytes > limits.documentBytes) {
    throw new LakeError(
      413,
      'documentTooLargeError',
      `Document "${tally.id}" is larger than ${limits.documentBytes / 1_000_000} MB`,
    )
  }
}

function newPlace(path: string): Place {
  return {path: path.slice(0, 200), kinds: new Set(), places: new Map()}
}

function placeIn(place: Place, step: string): Place {
  let inner = place.places.get(step)
  if (!inner) {
    inner = newPlace(place.path === '' ? step.replace(/^\./, '') : place.path + step)
    place.places.set(step, inner)
  }
  return inner
}

function countAttribute(place: Place, kind: string, tally: Tally): void {
  if (place.kinds.has(kind)) return
  place.kinds.add(kind)
  tally.attributes += 1
  // The document itself is counted, but is no attribute.
  if (tally.attributes > limits.attributes + 1) {
    throw refusal(tally.id, `it has more than ${limits.attributes} different attributes`)
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text))
}

function refusal(id: string, fault: string): LakeError {
  return mutationError(400, 'documentInvalidError', `Document "${id}" cannot be kept: ${fault}`, {
    id,
  })
}
