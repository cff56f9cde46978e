import {createHash} from 'node:crypto'

import type {Change, Store, StoredDocument} from '#lake'

import {lakeDataset} from './lake-home.ts'

/**
 * Let the documents of assets name the address that the lake now has: the Studio loads their `url`s,
 * and nothing from anywhere else.
 *
 * Addresses that are not of this machine stay.
 *
 * @param author Of the change, in the history.
 * @returns How many were changed.
 */
export function addressAssets(
  store: Store,
  publicUrl: string,
  {author, at}: {author: string; at: string},
): number {
  const {origin} = new URL(publicUrl)
  return store.write(lakeDataset, (tx) => {
    const assets = tx.candidates({
      where: {kind: 'type-in', types: ['sanity.imageAsset', 'sanity.fileAsset']},
    })
    const id = `address-${createHash('sha256').update(`${origin} ${tx.lastSeq()}`).digest('hex').slice(0, 24)}`
    const changes = assets.flatMap((before): Change[] => {
      const url = addressAt(before, origin)
      if (url === null) return []
      const after = {...before, url, _rev: id, _updatedAt: at}
      return [{id: before._id, before, after, mutations: [{patch: {id: before._id, set: {url}}}]}]
    })
    if (changes.length === 0) return 0
    for (const {after} of changes) if (after) tx.put(after)
    tx.record({id, author, at, changes})
    return changes.length
  })
}

/** Where the asset lies now; null where its document says so already, or names another machine. */
function addressAt({url}: StoredDocument, origin: string): string | null {
  const given = typeof url === 'string' && URL.canParse(url) ? new URL(url) : null
  if (given === null || given.origin === origin) return null
  const isOurs = ['localhost', '127.0.0.1', '[::1]'].includes(given.hostname)
  return isOurs ? `${origin}${given.pathname}` : null
}
