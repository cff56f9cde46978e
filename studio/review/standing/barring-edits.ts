import {publishedId, type Change, type EditionPayload, type Signer} from '#pipeline'

import {momentOf} from '../parts/dates.ts'

/**
 * Find the edits of a signer that make them a contributor to a version.
 *
 * @param history In any order.
 * @param since When the version that last went out was sealed; null when none did.
 */
export function barringEdits(
  history: readonly Change[],
  signer: Signer,
  {sealedAt}: Pick<EditionPayload, 'sealedAt'>,
  since: string | null,
): Change[] {
  const from = since === null ? Number.NEGATIVE_INFINITY : Date.parse(since)
  return history
    .filter(({author}) => signer.identities.includes(author) || author === signer.id)
    .filter(({at}) => Date.parse(at) >= from && Date.parse(at) <= Date.parse(sealedAt))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

/** Name edits in words, those of one document together. */
export function barringWords(
  edits: readonly Change[],
  {article, content}: Pick<EditionPayload, 'article' | 'content'>,
): string[] {
  if (edits.length === 0) return ['You are among its authors, by the record of the version itself']
  const groups = Map.groupBy(edits, ({document}) => publishedId(document))
  return [...groups].map(([id, changes]) => {
    const document = content.documents[id]
    const title = document?.['title'] ?? document?.['name']
    const what =
      id === article ? 'the text' : `the shared section “${typeof title === 'string' ? title : id}”`
    const first = changes[0]?.at ?? ''
    const last = changes.at(-1)?.at ?? ''
    const when =
      changes.length === 1
        ? `on ${momentOf(first)}`
        : `${changes.length} times, from ${momentOf(first)} to ${momentOf(last)}`
    return `You changed ${what} ${when}`
  })
}
