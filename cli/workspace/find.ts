import {parseEditionId, readEdition, type EditionPayload, type RawDocument} from '#pipeline'

import {CommandError} from '../fault.ts'
import type {Workspace} from './workspace.ts'

/**
 * Find an article, or the site settings, by id or slug.
 *
 * @returns The id without `drafts.`.
 * @throws `not-found`.
 */
export function findArticle(documents: ReadonlyMap<string, RawDocument>, given: string): string {
  const id = given.replace(/^drafts\./, '')
  for (const candidate of [documents.get(`drafts.${id}`), documents.get(id)]) {
    if (candidate?._type === 'article' || candidate?._type === 'siteSettings') return id
  }
  const bySlug = new Set(
    [...documents.values()]
      .filter(({_type, slug}) => _type === 'article' && slugOf(slug) === given)
      .map(({_id}) => _id.replace(/^drafts\./, '')),
  )
  const [found, ...more] = bySlug
  if (found !== undefined && more.length === 0) return found
  throw new CommandError(
    'not-found',
    found === undefined
      ? `There is no article ${given}: \`npm run marrow -- status\` lists them`
      : `Several articles have the slug ${given}: give the id (${[found, ...more].join(', ')})`,
  )
}

/**
 * Find an edition by its id, its digest (8 digits or more), or the article: then the newest.
 *
 * @throws `not-found`; `EditionError` when it was altered.
 */
export async function findEdition(
  {editions, documents}: Pick<Workspace, 'editions' | 'documents'>,
  given: string,
): Promise<{payload: EditionPayload; digest: string; document: RawDocument}> {
  const isDigest = /^[0-9a-f]{8,64}$/.test(given)
  const direct = editions.filter(
    ({_id, digest}) =>
      _id === given || (isDigest && typeof digest === 'string' && digest.startsWith(given)),
  )
  if (direct.length > 1)
    throw new CommandError('not-found', `Several editions have the digest ${given}…`)
  const document = direct[0] ?? newestOf(editions, findArticle(documents, given))
  if (!document) {
    throw new CommandError(
      'not-found',
      `${given} has no edition: \`npm run marrow -- submit ${given}\` makes one`,
    )
  }
  return {payload: await readEdition(document), digest: String(document['digest']), document}
}

/** The edition of an article with the highest number, by their ids. */
export function newestOf(
  editions: readonly RawDocument[],
  article: string,
): RawDocument | undefined {
  return editions
    .filter(({_id}) => parseEditionId(_id)?.article === article)
    .toSorted((left, right) => numberOf(right) - numberOf(left))[0]
}

function numberOf({_id}: RawDocument): number {
  return parseEditionId(_id)?.number ?? 0
}

function slugOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'current' in value
    ? value.current
    : undefined
}
