import type {SanityClient} from '@sanity/client'

import type {Change} from '#pipeline'

/**
 * Read who changed these documents, or their drafts, from the lake's history.
 *
 * @param ids Without `drafts.`.
 * @throws `Error` in plain words.
 */
export async function fetchHistory(
  client: SanityClient,
  ids: readonly string[],
): Promise<Change[]> {
  const {dataset, token, requestTagPrefix: _} = client.config()
  const all = ids.flatMap((id) => [id, `drafts.${id}`])
  const path = `/data/history/${dataset}/transactions/${all.join(',')}?excludeContent=true`
  const response = await fetch(client.getUrl(path), {
    headers: {...(token && {authorization: `Bearer ${token}`})},
  })
  if (!response.ok) throw new Error(`The lake's history answers with ${response.status}`)
  const wanted = new Set(all)
  const lines = (await response.text()).split('\n').filter(Boolean)
  return lines
    .flatMap((line) => changesIn(JSON.parse(line)))
    .filter(({document}) => wanted.has(document))
}

function changesIn(transaction: unknown): Change[] {
  const {author, timestamp, documentIDs} = transaction as Record<string, unknown>
  if (typeof author !== 'string' || typeof timestamp !== 'string' || !Array.isArray(documentIDs)) {
    throw new Error("The lake's history holds what is no transaction")
  }
  return documentIDs.map((id) => ({document: String(id), author, at: timestamp}))
}
