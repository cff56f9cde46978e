import {canonicalJson, compareText} from '#schemas'

import {payloadDepth} from './edition-digest.ts'
import type {Content, EditionPayload} from './types.ts'

/**
 * Tell whether an article, or the site, changed since an edition of it was sealed.
 *
 * Compares canonical content: no-op saves, the order of keys and `_key` values change nothing.
 *
 * @param content
 *   From `assemble`, of the documents as they are now.
 */
export function changedSince(content: Content, payload: EditionPayload): boolean {
  return text(content) !== text(payload.content)
}

/** List the documents that were changed, added or removed since an edition was sealed, sorted. */
export function changedDocuments(content: Content, payload: EditionPayload): string[] {
  const [now, then] = [content.documents, payload.content.documents]
  const ids = new Set([...Object.keys(now), ...Object.keys(then)])
  return [...ids]
    .filter((id) => text(now[id] ?? null) !== text(then[id] ?? null))
    .toSorted(compareText)
}

function text(value: unknown): string {
  return canonicalJson(value, {maxDepth: payloadDepth})
}
