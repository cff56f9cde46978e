import {isRecord} from '../json/is-record.ts'
import {resolveShape, shapes} from '../parse/shapes.ts'
import type {BlockShape, Shape} from '../parse/shapes.ts'
import {fieldClasses} from './field-classes.ts'

/** A document as stored: any fields beside its id and type. */
export interface StoredDocument {
  _id: string
  _type: string
  [field: string]: unknown
}

/**
 * Keep of a parsed document what an edition seals, as a copy.
 *
 * System fields other than `_id` and `_type`, and what only the Studio needs of a reference, are
 * left out. Keys stay: `assemble` derives new ones.
 *
 * @throws `TypeError` for a type that is not a document.
 */
export function sealFields(document: StoredDocument, where: 'article' | 'site'): StoredDocument {
  const {_id, _type} = document
  const shape = shapes.get(_type)
  if (shape?.kind !== 'document') throw new TypeError(`${_type} is not a document type`)
  const fields = sealed(document, shape, where)
  return {_id, _type, ...(isRecord(fields) ? fields : {})}
}

type Where = 'article' | 'site'

function sealed(value: unknown, shape: Shape, where: Where): unknown {
  const resolved = resolveShape(shape)
  switch (resolved.kind) {
    case 'array':
      return Array.isArray(value)
        ? value.map((member: unknown) => sealedMember(member, resolved.of, where))
        : value
    case 'object':
    case 'document':
      return isRecord(value) ? sealedObject(value, resolved, where) : value
    case 'block':
      return isRecord(value) ? sealedBlock(value, resolved, where) : value
    case 'reference':
      return isRecord(value) ? sealedReference(value, resolved.weak) : value
    case 'image':
      return isRecord(value) ? sealedImage(value) : value
    case 'slug':
      return isRecord(value) ? pick(value, ['_type', 'current']) : value
    default:
      return value
  }
}

function sealedObject(
  value: Record<string, unknown>,
  shape: {name: string; fields: ReadonlyMap<string, Shape>},
  where: Where,
): Record<string, unknown> {
  const result = pick(value, ['_type', '_key'])
  const classes = fieldClasses[shape.name]
  for (const [name, field] of shape.fields) {
    const fieldClass = classes?.[name]
    if (fieldClass === undefined) throw new TypeError(`${shape.name}.${name} has no field class`)
    if (fieldClass.class !== 'sealed' || ![where, 'both'].includes(fieldClass.where)) continue
    if (!Object.hasOwn(value, name) || value[name] === undefined) continue
    result[name] = sealed(value[name], field, where)
  }
  return result
}

/** A member of no known type stays whole, so that nothing is lost in silence. */
function sealedMember(member: unknown, of: readonly Shape[], where: Where): unknown {
  const shape = of.find((candidate) => {
    const resolved = resolveShape(candidate)
    const type = 'name' in resolved ? resolved.name : resolved.kind
    return isRecord(member) && member['_type'] === type
  })
  return shape ? sealed(member, shape, where) : member
}

function sealedBlock(
  block: Record<string, unknown>,
  shape: BlockShape,
  where: Where,
): Record<string, unknown> {
  const result = {...block}
  for (const [field, of] of [
    ['children', shape.of],
    ['markDefs', shape.annotations],
  ] as const) {
    const members = result[field]
    if (!Array.isArray(members)) continue
    result[field] = members.map((member: unknown) => sealedMember(member, of, where))
  }
  return result
}

/** Whether a reference is weak is decided by its definition, not by its value. */
function sealedReference(value: Record<string, unknown>, weak: boolean): Record<string, unknown> {
  return {...pick(value, ['_type', '_key', '_ref']), ...(weak ? {_weak: true} : {})}
}

function sealedImage(value: Record<string, unknown>): Record<string, unknown> {
  const {asset} = value
  const image = pick(value, ['_type', '_key'])
  return isRecord(asset) ? {...image, asset: sealedReference(asset, false)} : image
}

function pick(value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  const own = names.filter((name) => Object.hasOwn(value, name) && value[name] !== undefined)
  return Object.fromEntries(own.map((name) => [name, value[name]]))
}
