import {documentTypes, objectTypes} from '../definitions.ts'
import {isRecord} from '../json/is-record.ts'
import {constraintsOf} from './constraints.ts'
import type {Constraint} from './constraints.ts'

/** A definition as plain data: what values of a type may look like. */
export type Shape = {constraints: Constraint[]} & (
  | {kind: 'string'; list: string[] | null}
  | {kind: 'number' | 'boolean' | 'date' | 'url' | 'slug' | 'image'}
  | {kind: 'reference'; to: string[]; weak: boolean}
  | {kind: 'array'; of: Shape[]}
  | BlockShape
  | {kind: 'object' | 'document'; name: string; fields: Map<string, Shape>}
  /** A type of its own, looked up by name; its own constraints hold too. */
  | {kind: 'named'; name: string}
)

export interface BlockShape {
  kind: 'block'
  constraints: Constraint[]
  styles: string[]
  lists: string[]
  decorators: string[]
  annotations: Shape[]
  /** Inline objects. */
  of: Shape[]
}

const scalars = {
  string: 'string',
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  url: 'url',
  slug: 'slug',
  image: 'image',
} as const

/** Shape of every type of the content model, by name. */
export const shapes: ReadonlyMap<string, Shape> = new Map(
  [...documentTypes, ...objectTypes].map((type) => [type.name, toShape(type)]),
)

/**
 * Give the shape behind a name, for as long as it is one.
 *
 * @throws When a definition names a type that nothing defines.
 */
export function resolveShape(shape: Shape): Shape {
  if (shape.kind !== 'named') return shape
  const resolved = shapes.get(shape.name)
  if (resolved === undefined) throw new Error(`No definition has the name ${shape.name}`)
  return resolved
}

function toShape(definition: unknown): Shape {
  if (!isRecord(definition)) throw new TypeError('A definition must be an object')
  const type = String(definition['type'])
  const constraints = constraintsOf(definition['validation'])
  const of = list(definition['of'])
  if (type === 'string' || type === 'text') {
    return {kind: 'string', list: listed(definition['options']), constraints}
  }
  if (isScalar(type)) return {kind: scalars[type], list: null, constraints}
  if (type === 'array') return {kind: 'array', of: of.map(toShape), constraints}
  if (type === 'block') return toBlockShape(definition, constraints)
  if (type === 'reference') {
    const to = list(definition['to']).filter(isRecord)
    const names = to.map((target) => String(target['type']))
    return {kind: 'reference', to: names, weak: definition['weak'] === true, constraints}
  }
  if (type === 'object' || type === 'document') {
    const fields = list(definition['fields']).filter(isRecord)
    return {
      kind: type,
      name: String(definition['name']),
      fields: new Map(fields.map((field) => [String(field['name']), toShape(field)])),
      constraints,
    }
  }
  return {kind: 'named', name: type, constraints}
}

function toBlockShape(definition: Record<string, unknown>, constraints: Constraint[]): BlockShape {
  const marks = isRecord(definition['marks']) ? definition['marks'] : {}
  return {
    kind: 'block',
    styles: values(definition['styles']),
    lists: values(definition['lists']),
    decorators: values(marks['decorators']),
    annotations: list(marks['annotations']).map(toShape),
    of: list(definition['of']).map(toShape),
    constraints,
  }
}

function isScalar(type: string): type is keyof typeof scalars {
  return Object.hasOwn(scalars, type)
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** Allowed values of `options.list`, which holds values or `{title, value}`. */
function listed(options: unknown): string[] | null {
  return isRecord(options) && Array.isArray(options['list']) ? values(options['list']) : null
}

function values(entries: unknown): string[] {
  return list(entries).map((entry) => String(isRecord(entry) ? entry['value'] : entry))
}
