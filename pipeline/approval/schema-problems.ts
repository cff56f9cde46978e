import {compareText} from '#schemas'

import {isRecord, type JsonRecord} from './record.ts'

/** What is wrong with a signed format; listed in `docs/trust-file.md`. */
export type FormatProblemCode =
  | 'missing'
  | 'unknown-member'
  | 'wrong-type'
  | 'wrong-value'
  | 'too-few'
  | 'repeated'
  | 'ends-before-start'
  | 'key-malformed'
  | 'keyid-wrong'
  | 'passkey-nowhere'
  | 'trust-older'
  | 'signer-removed'
  | 'key-removed'
  | 'key-moved'
  | 'revocation-removed'
  | 'revocation-weakened'
  | 'sample-removed'

/** One fault of a trust file or statement. */
export interface FormatProblem {
  /** Such as `signers[0].keys[1].from`; empty for the whole. */
  path: string
  code: FormatProblemCode
  message: string
}

/** The part of JSON Schema 2020-12 that our published schemas use. */
export interface JsonSchema {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  pattern?: string
  minLength?: number
  minimum?: number
  maximum?: number
  required?: readonly string[]
  properties?: Record<string, JsonSchema>
  additionalProperties?: boolean
  items?: JsonSchema
  minItems?: number
  uniqueItems?: boolean
  if?: JsonSchema
  then?: JsonSchema
  else?: JsonSchema
  allOf?: readonly JsonSchema[]
  not?: JsonSchema
  [annotation: `$${string}`]: unknown
  title?: string
  description?: string
}

/**
 * List how a JSON value differs from a schema, with the path of each fault.
 *
 * The published schema is the parser: there is no second statement of the format that could
 * drift from it. A test holds this reader and `ajv` to the same verdicts.
 *
 * @param value
 *   JSON, as `parseStrictJson` gives it. Only own properties count.
 * @returns
 *   Problems in the order of the schema, codes `missing`, `unknown-member`, `wrong-type`,
 *   `wrong-value`, `too-few`, `repeated`.
 */
export function schemaProblems(value: unknown, schema: JsonSchema, root = schema): FormatProblem[] {
  return check(value, schema, {root, path: ''})
}

interface Place {
  root: JsonSchema
  path: string
}

function check(value: unknown, schema: JsonSchema, place: Place): FormatProblem[] {
  if (schema.$ref !== undefined) return check(value, resolve(schema.$ref, place.root), place)
  if (schema.type !== undefined && !isType(value, schema.type)) {
    return [problem(place, 'wrong-type', `must be ${article(schema.type)}`)]
  }

  return [
    ...checkValue(value, schema, place),
    ...(isRecord(value) ? checkObject(value, schema, place) : []),
    ...(Array.isArray(value) ? checkArray(value, schema, place) : []),
    ...checkBranches(value, schema, place),
  ]
}

function checkValue(value: unknown, schema: JsonSchema, place: Place): FormatProblem[] {
  const problems: FormatProblem[] = []
  const report = (message: string): void => {
    problems.push(problem(place, 'wrong-value', message))
  }

  if (schema.const !== undefined && value !== schema.const) {
    report(`must be ${JSON.stringify(schema.const)}`)
  }
  if (schema.enum && !schema.enum.includes(value)) {
    report(`must be one of ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}`)
  }
  if (typeof value === 'string') {
    if (schema.minLength !== undefined && Array.from(value).length < schema.minLength) {
      report('must not be empty')
    }
    if (schema.pattern !== undefined && !toRegExp(schema.pattern).test(value)) {
      report(`must be ${schema.description ?? `text like ${schema.pattern}`}`)
    }
  }
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) {
      report(`must be at least ${schema.minimum}`)
    }
    if (schema.maximum !== undefined && value > schema.maximum) {
      report(`must be at most ${schema.maximum}`)
    }
  }
  return problems
}

function checkObject(value: JsonRecord, schema: JsonSchema, place: Place): FormatProblem[] {
  const problems: FormatProblem[] = []
  const properties = schema.properties ?? {}
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) {
      problems.push(problem(member(place, name), 'missing', 'is missing'))
    }
  }
  for (const name of Object.keys(value).toSorted(compareText)) {
    const inner = member(place, name)
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (property) problems.push(...check(value[name], property, inner))
    else if (schema.additionalProperties === false) {
      problems.push(problem(inner, 'unknown-member', 'is not a member of the format'))
    }
  }
  return problems
}

function checkArray(value: readonly unknown[], schema: JsonSchema, place: Place): FormatProblem[] {
  const problems: FormatProblem[] = []
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    problems.push(problem(place, 'too-few', `must have ${schema.minItems} or more`))
  }
  const {items} = schema
  const seen = new Set<unknown>()
  for (const [index, item] of value.entries()) {
    const inner = {...place, path: `${place.path}[${index}]`}
    // Ours are lists of strings; equality of objects is not needed.
    if (schema.uniqueItems && seen.has(item)) {
      problems.push(problem(inner, 'repeated', 'is there twice'))
    }
    seen.add(item)
    if (items) problems.push(...check(item, items, inner))
  }
  return problems
}

function checkBranches(value: unknown, schema: JsonSchema, place: Place): FormatProblem[] {
  const problems = (schema.allOf ?? []).flatMap((part) => check(value, part, place))
  if (schema.if) {
    const holds = check(value, schema.if, place).length === 0
    const branch = holds ? schema.then : schema.else
    if (branch) problems.push(...check(value, branch, place))
  }
  for (const name of schema.not?.required ?? []) {
    if (isRecord(value) && Object.hasOwn(value, name)) {
      problems.push(problem(member(place, name), 'unknown-member', 'does not belong here'))
    }
  }
  return problems
}

const patterns = new Map<string, RegExp>()

function toRegExp(pattern: string): RegExp {
  const regExp = patterns.get(pattern) ?? new RegExp(pattern, 'u')
  patterns.set(pattern, regExp)
  return regExp
}

function isType(value: unknown, type: string): boolean {
  if (type === 'object') return isRecord(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function resolve(reference: string, root: JsonSchema): JsonSchema {
  const name = reference.replace('#/$defs/', '')
  const definition = root.$defs?.[name]
  if (!definition) throw new Error(`The schema has no definition \`${reference}\``)
  return definition
}

function member(place: Place, name: string): Place {
  const plain = /^[A-Za-z][A-Za-z0-9]*$/.test(name)
  const step = plain ? `${place.path === '' ? '' : '.'}${name}` : `[${JSON.stringify(name)}]`
  return {...place, path: `${place.path}${step}`}
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`
}

function problem(place: Place, code: FormatProblemCode, message: string): FormatProblem {
  return {path: place.path, code, message: `\`${place.path || 'the file'}\` ${message}`}
}
