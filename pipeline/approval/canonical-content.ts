import {AssembleError} from './assemble-error.ts'
import {isRecord, type JsonRecord} from './record.ts'
import type {RawDocument} from './types.ts'

/** Content that nests deeper than this is refused, before anything can overflow. */
export const maxDepth = 100

const decorators = new Set(['strong', 'em', 'sub', 'sup'])

/** Where the walk is: the ids for messages, the keyed path, and how deep. */
interface Place {
  ids: readonly string[]
  path: string
  depth: number
}

/**
 * Write a document's sealed fields in the one form that is hashed.
 *
 * System fields and nulls go; each `_key` becomes one that its position gives (`s1`, `b3`), and
 * the `marks` that name a key follow it. What an editor's tool adds without changing anything
 * (`marks: []`, `markDefs: []`, a missing `style: 'normal'`) makes no difference.
 *
 * @param document
 *   Sealed fields only; not changed.
 * @throws `AssembleError` `duplicate-key`, `key-unresolved` or `too-deep`.
 */
export function canonicalDocument(
  document: RawDocument,
  ids: readonly string[] = [document._id],
): RawDocument {
  const fields = canonicalObject(document, {ids, path: '', depth: 0})
  return {...fields, _id: document._id, _type: document._type}
}

function canonicalValue(value: unknown, field: string, place: Place): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (place.depth > maxDepth) {
    throw new AssembleError('too-deep', `Content nests deeper than ${maxDepth} levels`, place)
  }
  if (Array.isArray(value)) return canonicalArray(value, field, place)
  return canonicalObject(value as JsonRecord, place)
}

function canonicalObject(value: JsonRecord, place: Place): JsonRecord {
  const result: JsonRecord = {}
  const source = value['_type'] === 'block' ? canonicalBlock(value, place) : value

  for (const [name, member] of Object.entries(source)) {
    if (member === null || member === undefined) continue
    if (name.startsWith('_') && name !== '_type' && name !== '_ref') continue
    result[name] = canonicalValue(member, name, inside(place, name))
  }
  return result
}

function canonicalArray(values: unknown[], field: string, place: Place): unknown[] {
  const seen = new Set<unknown>()

  return values.map((value, index) => {
    if (!isRecord(value)) return canonicalValue(value, field, at(place, index))
    const key = value['_key']
    if (key !== undefined && seen.has(key)) {
      throw new AssembleError(
        'duplicate-key',
        `Two members of \`${field}\` have the key \`${JSON.stringify(key)}\`; give one a new key`,
        at(place, index, key),
      )
    }
    seen.add(key)
    const member = canonicalValue(value, field, at(place, index, key)) as JsonRecord
    return {...member, _key: positionKey(field, index)}
  })
}

/** Point the block's spans at position-derived keys, and settle what tools leave out or add. */
function canonicalBlock(block: JsonRecord, place: Place): JsonRecord {
  const {markDefs, children, ...rest} = block
  const definitions = Array.isArray(markDefs) ? (markDefs as unknown[]) : []
  const keys = new Map(
    definitions
      .filter(isRecord)
      .map((definition, index) => [definition['_key'], positionKey('markDefs', index)]),
  )

  const result: JsonRecord = {...rest, style: rest['style'] ?? 'normal'}
  if (typeof rest['listItem'] === 'string') result['level'] = rest['level'] ?? 1
  if (definitions.length > 0) result['markDefs'] = definitions
  if (Array.isArray(children)) {
    result['children'] = (children as unknown[]).map((child, index) =>
      isRecord(child) ? rewriteMarks(child, keys, at(inside(place, 'children'), index)) : child,
    )
  }
  return result
}

function rewriteMarks(span: JsonRecord, keys: Map<unknown, string>, place: Place): JsonRecord {
  const {marks, ...rest} = span
  if (!Array.isArray(marks)) return span
  if (marks.length === 0) return rest

  return {
    ...rest,
    marks: (marks as unknown[]).map((mark) => {
      const key = keys.get(mark)
      if (key !== undefined) return key
      if (typeof mark === 'string' && decorators.has(mark)) return mark
      throw new AssembleError(
        'key-unresolved',
        `The mark \`${String(mark)}\` is neither a decorator nor a key of the block's \`markDefs\``,
        place,
      )
    }),
  }
}

function positionKey(field: string, index: number): string {
  return `${field.slice(0, 1)}${index + 1}`
}

function inside(place: Place, name: string): Place {
  const path = place.path === '' ? name : `${place.path}.${name}`
  return {...place, path, depth: place.depth + 1}
}

function at(place: Place, index: number, key?: unknown): Place {
  const step = typeof key === 'string' ? `[_key==${JSON.stringify(key)}]` : `[${index}]`
  return {...place, path: `${place.path}${step}`, depth: place.depth + 1}
}
