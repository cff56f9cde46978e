import type {SanityClient} from '@sanity/client'

import {publishedId, type EditionPayload, type RawDocument} from '#pipeline'

import {lakeMessage} from '../parts/lake-message.ts'
import type {Sealed} from './seal-article.ts'

/** What a submission asks for beside the text; kept in the article, never sealed. */
export interface Wish {
  /** Ids of people. */
  reviewers: readonly string[]
  /** Calendar day; null for none. */
  dueDate: string | null
}

/**
 * Store a version, and what its submitter wishes for.
 *
 * What was sealed is then published in the lake's sense too, so that a draft means: changed since
 * it was submitted. That is a convenience; a lake that refuses it has the version all the same.
 *
 * @returns A warning in plain words, or null.
 * @throws `Error` with the lake's own message when it does not take the version.
 */
export async function storeEdition(
  client: SanityClient,
  {document, payload}: Sealed,
  wish: Wish,
  documents: ReadonlyMap<string, RawDocument>,
): Promise<string | null> {
  try {
    await wished(client, payload.article, wish, documents)
    await client.create(document, {visibility: 'sync'})
  } catch (error) {
    throw new Error(lakeMessage(error), {cause: error})
  }
  try {
    await publishSealed(client, payload, documents)
    return null
  } catch (error) {
    return `The version is stored. Its documents stay drafts: ${lakeMessage(error)}`
  }
}

async function wished(
  client: SanityClient,
  article: string,
  {reviewers, dueDate}: Wish,
  documents: ReadonlyMap<string, RawDocument>,
): Promise<void> {
  const current = documents.get(`drafts.${article}`) ?? documents.get(article)
  if (current?._type !== 'article') return
  const wantedReviewers = reviewers.map((_ref) => ({
    _type: 'reference',
    _key: _ref,
    _ref,
    _weak: true,
  }))
  const patch = client.patch(current._id).set({wantedReviewers})
  await (dueDate ? patch.set({dueDate}) : patch.unset(['dueDate'])).commit({visibility: 'sync'})
}

/** Publish the drafts that the version was made of, those first that others refer to. */
async function publishSealed(
  client: SanityClient,
  {content}: EditionPayload,
  documents: ReadonlyMap<string, RawDocument>,
): Promise<void> {
  const ids = Object.keys(content.documents)
    .map(publishedId)
    .filter((id) => documents.has(`drafts.${id}`))
    .toSorted((a, b) => Number(a === content.root) - Number(b === content.root))
  if (ids.length === 0) return
  await client.action(
    ids.map((id) => ({
      actionType: 'sanity.action.document.publish' as const,
      draftId: `drafts.${id}`,
      publishedId: id,
    })),
  )
}
