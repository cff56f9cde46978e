import {isRecord} from '../json/is-record.ts'
import type {DocumentTypeName, DocumentTypes, MarrowDocument} from '../types.ts'
import {checkShape} from './check-shape.ts'
import {isDocumentId} from './document-id.ts'
import {Report} from './problem.ts'
import type {Problem} from './problem.ts'
import {shapes} from './shapes.ts'

/** A document without a fault, or its faults. */
export type Parsed<T> = {document: T; problems: []} | {document: null; problems: Problem[]}

/**
 * Parse a document of any type of the content model.
 *
 * Driven by the definitions. Nothing is dropped: a field, block type, mark, style or list that they
 * do not have is a problem. Only own properties count.
 */
export function parseDocument(value: unknown): Parsed<MarrowDocument> {
  const type = isRecord(value) && Object.hasOwn(value, '_type') ? value['_type'] : undefined
  if (typeof type !== 'string') return fail('type-wrong', 'Must be an object with a `_type`')
  if (!isDocumentType(type)) {
    return fail('type-unknown', `There is no document type ${JSON.stringify(type)}`)
  }
  return parseAs(type, value)
}

/** Parse a document of one type. */
export function parseAs<Name extends DocumentTypeName>(
  type: Name,
  value: unknown,
): Parsed<DocumentTypes[Name]> {
  const report = new Report()
  checkShape(value, shapes.get(type)!, report)
  if (isRecord(value)) checkId(value, report)
  return isFaultless(type, value, report)
    ? {document: value, problems: []}
    : {document: null, problems: report.problems}
}

/** True for the name of a document type. */
export function isDocumentType(name: string): name is DocumentTypeName {
  return shapes.get(name)?.kind === 'document'
}

function isFaultless<Name extends DocumentTypeName>(
  _type: Name,
  _value: unknown,
  report: Report,
): _value is DocumentTypes[Name] {
  return report.problems.length === 0
}

function checkId(value: Record<string, unknown>, report: Report): void {
  const id = Object.hasOwn(value, '_id') ? value['_id'] : undefined
  if (typeof id === 'string' && isDocumentId(id)) return
  report.inField('_id', () =>
    report.add('id-invalid', 'Must be 1 to 128 characters of A-Z, a-z, 0-9, `.`, `_` and `-`'),
  )
}

function fail(code: Problem['code'], message: string): Parsed<never> {
  return {document: null, problems: [{path: '', message, code}]}
}
