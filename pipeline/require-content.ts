import type {VFile} from 'vfile'

import {parseDocument, type ProblemCode} from '#schemas'

import type {Content} from './approval/types.ts'
import {documentIds} from './leaves.ts'
import {report} from './report.ts'

/** Content that is not of the content model: a reader could not even say what it lacks. */
export class ContentError extends Error {
  override name = 'ContentError'
  readonly code = 'content-malformed'
  /** Document at fault. */
  readonly id: string
  /** Keyed path in that document. */
  readonly path: string

  constructor(id: string, path: string, reason: string) {
    super(`\`${id}\` is malformed${path ? ` at \`${path}\`` : ''}: ${reason}`)
    this.id = id
    this.path = path
  }
}

/** Faults of form: what reads the fields would meet values that it cannot use. */
const malformed = new Set<ProblemCode>([
  'asset-missing',
  'field-missing',
  'reference-invalid',
  'type-wrong',
])

/** Faults that would leave something of the content out of its pages. */
const unreadable = new Set<ProblemCode>(['field-unknown', 'type-unknown', 'value-unlisted'])

/** Fields whose members the readers of bodies report themselves, with more to say. */
const body = /(?:^|\.)(?:body|biography|editorialPolicy|factChecking)\[/

/**
 * Make sure that content has the form of the content model, before anything reads it.
 *
 * Sealed content was parsed when it was assembled, but an edition may have been written by
 * anyone. Rules on values (lengths, patterns, dates) are left to that parsing, so that one that
 * becomes stricter voids no edition.
 *
 * @param file
 *   Receives a fatal `content-unreadable` for each field, type or value that no page would show.
 * @throws `ContentError` for the first value of another form than its field's.
 */
export function requireContent(content: Content, file: VFile): void {
  for (const id of documentIds(content)) {
    if (content.documents[id]?._id !== id) throw new ContentError(id, '_id', 'it has another id')
    for (const problem of parseDocument(content.documents[id]).problems) {
      const {code, message, path} = problem
      if (body.test(path) && code !== 'field-unknown') continue
      if (malformed.has(code)) throw new ContentError(id, path, message)
      if (!unreadable.has(code)) continue
      report(file, {
        ruleId: 'content-unreadable',
        severity: 'fatal',
        reason: `${message}; no page would show it`,
        path: id === content.root ? path : `documents[${JSON.stringify(id)}]${path && `.${path}`}`,
      })
    }
  }
}
