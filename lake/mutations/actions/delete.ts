import {LakeError} from '../../lake-error.ts'
import {conflict, demandPair, kind, text} from './action.ts'
import type {Action} from './action.ts'

/**
 * Delete a document with all its drafts, which the caller must name.
 *
 * Its history stays, also with `purge`: this lake keeps history for ever.
 */
export const deleteDocument: Action = (fields, world) => {
  const published = text(fields, 'publishedId')
  const named = fields['includeDrafts'] ?? fields['includeVersions'] ?? []
  if (!Array.isArray(named) || named.some((id) => typeof id !== 'string')) {
    throw new LakeError(400, 'actionError', `${kind(fields)}: \`includeDrafts\` must be ids`)
  }
  const variants = named as string[]
  for (const id of variants) demandPair(fields, id, published)
  const there = world.variants(published)
  const forgotten = there.find((id) => !variants.includes(id))
  if (forgotten !== undefined) {
    throw conflict(
      'documentHasVersionsError',
      `${kind(fields)}: "${published}" has "${forgotten}", which \`includeDrafts\` does not name`,
      forgotten,
    )
  }
  if (there.length === 0 && !world.document(published)) {
    throw conflict(
      'documentNotFoundError',
      `${kind(fields)}: there is no document "${published}"`,
      published,
    )
  }
  return [published, ...there].map((id) => ({delete: {id}}))
}
