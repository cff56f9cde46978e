import {canonicalJson} from '#schemas'

import type {FilteredDocument} from './document-filter.ts'

const prefixes: Record<string, string> = {edition: 'edition.', statement: 'statement.'}

/** Editions and statements: created by the right role, then never changed or deleted by anyone. */
export function isAppendOnly(document: {_type: string} | null): boolean {
  return document !== null && Object.hasOwn(prefixes, document._type)
}

/** Is the id kept for a type of document that is not this one? */
export function takesReservedId(document: {_id: string; _type: string}): boolean {
  const id = document._id.replace(/^(drafts|versions\.[^.]+)\./, '')
  return Object.entries(prefixes).some(
    ([type, prefix]) => id.startsWith(prefix) && document._type !== type,
  )
}

/** Is it the same document, but for its revision and times? */
export function isSameContent(a: FilteredDocument, b: FilteredDocument): boolean {
  return canonicalJson(withoutSystem(a)) === canonicalJson(withoutSystem(b))
}

function withoutSystem(document: FilteredDocument): Record<string, unknown> {
  const {_rev, _createdAt, _updatedAt, ...content} = document
  return content
}
