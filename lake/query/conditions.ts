import type {Condition, OrderField} from '../store/candidate-plan.ts'
import {listSeparator, notText} from './argument.ts'
import type {Argument} from './argument.ts'
import type {Perspective} from './perspective.ts'

/** What a field can be equal to, as a condition. */
type EqualField = '_id' | '_type' | 'slug' | 'references'

/** A condition, with places for values that are known only where the filter is used. */
export type Template =
  | Exclude<Condition, {kind: 'and' | 'or'}>
  | {kind: 'and' | 'or'; conditions: Template[]}
  | {kind: 'bound'; field: EqualField; index: number; perspective: Perspective}

export const all: Condition = {kind: 'all'}
export const none: Condition = {kind: 'none'}

/** All of these, without the ones that say nothing. */
export function allOf<T extends {kind: string}>(
  conditions: readonly T[],
): T | {kind: 'and'; conditions: T[]} | Condition {
  const said = conditions.filter(({kind}) => kind !== 'all')
  if (said.some(({kind}) => kind === 'none')) return none
  return said.length < 2 ? (said[0] ?? all) : {kind: 'and', conditions: said}
}

/** Any of these, without the ones that nothing meets. */
export function anyOf<T extends {kind: string}>(
  conditions: readonly T[],
): T | {kind: 'or'; conditions: T[]} | Condition {
  const said = conditions.filter(({kind}) => kind !== 'none')
  if (said.some(({kind}) => kind === 'all')) return all
  return said.length < 2 ? (said[0] ?? none) : {kind: 'or', conditions: said}
}

/** Documents whose field is equal to one of the values. */
export function conditionOn(
  field: EqualField,
  argument: Argument,
  perspective: Perspective,
): Template {
  if (argument.kind === 'bound') {
    return {kind: 'bound', field, index: argument.index, perspective}
  }
  const texts = argument.values.filter((value) => typeof value === 'string')
  const isText = texts.length === argument.values.length
  // The store knows slugs that are strings; no slug, or no field of the reference, is null.
  if (!isText && field === 'slug') return all
  if (argument.values.includes(null) && field === 'references') return all
  if (texts.length === 0) return none
  if (field === '_id') return idIn(texts, perspective)
  if (field === '_type') return {kind: 'type-in', types: texts}
  return field === 'slug' ? {kind: 'slug-in', slugs: texts} : {kind: 'references', ids: texts}
}

/** Documents that the perspective shows under one of these ids. */
export function idIn(ids: string[], perspective: Perspective): Condition {
  return {kind: perspective.kind === 'raw' ? 'id-in' : 'published-id-in', ids}
}

/** Documents whose field compares so with a value; the store compares as groq-js does in ASCII. */
export function range(
  field: OrderField,
  op: '<' | '<=' | '>' | '>=',
  argument: Argument,
): Condition {
  if (argument.kind === 'bound') return all
  const [value] = argument.values
  if (typeof value !== 'string') return none
  return /^[ -~]*$/.test(value) ? {kind: 'range', field, op, value} : all
}

/** The comparison as seen from its other side. */
export function flip(op: '<' | '<=' | '>' | '>='): '<' | '<=' | '>' | '>=' {
  return ({'<': '>', '<=': '>=', '>': '<', '>=': '<='} as const)[op]
}

/** Put the values that are known now into a template. */
export function bind(template: Template, values: readonly string[]): Condition {
  switch (template.kind) {
    case 'and':
      return allOf(template.conditions.map((part) => bind(part, values)))
    case 'or':
      return anyOf(template.conditions.map((part) => bind(part, values)))
    case 'bound': {
      const text = values[template.index] ?? notText
      if (text === notText) return all
      const texts = text.split(listSeparator)
      return bind(
        conditionOn(template.field, {kind: 'values', values: texts}, template.perspective),
        values,
      )
    }
    default:
      return template
  }
}
