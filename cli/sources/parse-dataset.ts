import type {RawDocument} from '#pipeline'
import {JsonError, parseStrictJson} from '#schemas'

import {SourceError} from './source-error.ts'

/**
 * Parse a dataset in NDJSON: a document a line, strictly.
 *
 * @param bytes UTF-8; an empty line is skipped.
 * @param name For messages: a path.
 * @throws `SourceError` that names line and column: not UTF-8, not JSON, duplicate keys, unsafe
 *   integers, lone surrogates, too deep, no `_id` or `_type`, an id twice.
 */
export function parseDataset(bytes: Uint8Array, name: string): RawDocument[] {
  const documents = new Map<string, {document: RawDocument; line: number}>()
  const lines = decode(bytes, name).split('\n')
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const number = index + 1
    const document = asDocument(parseLine(line, name, number), name, number)
    const earlier = documents.get(document._id)
    if (earlier) {
      throw new SourceError(
        'duplicate-id',
        `${name}:${number}: the id ${document._id} is already taken on line ${earlier.line}; keep one of the two`,
      )
    }
    documents.set(document._id, {document, line: number})
  }
  return [...documents.values()].map(({document}) => document)
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch (error) {
    throw new SourceError(
      'dataset-malformed',
      `${name} is not UTF-8${firstBadLine(bytes)}: export it again`,
      {cause: error},
    )
  }
}

function firstBadLine(bytes: Uint8Array): string {
  let start = 0
  let line = 1
  const decoder = new TextDecoder('utf-8', {fatal: true})
  while (start < bytes.length) {
    const next = bytes.indexOf(10, start)
    const end = next === -1 ? bytes.length : next
    try {
      decoder.decode(bytes.subarray(start, end))
    } catch {
      return ` (line ${line})`
    }
    start = end + 1
    line += 1
  }
  return ''
}

function parseLine(line: string, name: string, number: number): unknown {
  try {
    return parseStrictJson(line, {name, line: number})
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new SourceError('dataset-malformed', error.message, {cause: error})
  }
}

function asDocument(value: unknown, name: string, line: number): RawDocument {
  const fault = faultOf(value)
  if (fault) throw new SourceError('document-malformed', `${name}:${line}: ${fault}`)
  return value as RawDocument
}

function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'a line must hold one document, a JSON object'
  }
  const id: unknown = Object.hasOwn(value, '_id') ? (value as RawDocument)._id : undefined
  const type: unknown = Object.hasOwn(value, '_type') ? (value as RawDocument)._type : undefined
  if (typeof id !== 'string' || id === '') return 'the document has no `_id`'
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(id)) {
    return `the id ${JSON.stringify(id.slice(0, 140))} is not one that Sanity accepts (letters, digits, \`._-\`, 128 at most)`
  }
  if (typeof type !== 'string' || type === '') return `the document ${id} has no \`_type\``
  return undefined
}
