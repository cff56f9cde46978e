import {compareText} from '#schemas'

import {publishedId} from './document-id.ts'

/** One change of a document, by the record of whoever keeps it. */
export interface Change {
  /** Document id, with or without `drafts.`. */
  document: string
  /** Lake identity. */
  author: string
  /** UTC instant. */
  at: string
}

/**
 * Name those who changed an article's text: its own document, or a shared section in it.
 *
 * Edits to people, figures, sources and terms do not count; one's own person record least of all.
 * Whoever stores a change counts, also when somebody else suggested it.
 *
 * @param history
 *   In any order.
 * @param articles
 *   The article, and whatever else is its own text.
 * @param sharedSections
 *   Shared sections in its content.
 * @param since
 *   When the last live edition was sealed; null when there is none. A change at that very instant
 *   counts.
 * @returns
 *   Lake identities, sorted.
 */
export function contributorsSince(
  history: readonly Change[],
  articles: readonly string[],
  sharedSections: readonly string[],
  since: string | null,
): string[] {
  const ids = new Set([...articles, ...sharedSections])
  const from = since === null ? Number.NEGATIVE_INFINITY : Date.parse(since)
  const authors = history
    .filter(({document, at}) => ids.has(publishedId(document)) && Date.parse(at) >= from)
    .map(({author}) => author)
  return [...new Set(authors)].toSorted(compareText)
}
