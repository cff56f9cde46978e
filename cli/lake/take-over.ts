import {createHash} from 'node:crypto'
import {existsSync} from 'node:fs'

import type {Store, StoredDocument} from '#lake'
import type {RawDocument} from '#pipeline'

import {readDataset} from '../home/dataset.ts'
import {readHistory, type Change} from '../home/history.ts'
import type {Home} from '../home/paths.ts'
import {assetFileName} from '../sources/sanity-asset.ts'
import {lakeDataset, lakeProject} from './lake-home.ts'

/** Author of what the home has no record of. */
const unrecorded = 'unrecorded'

/**
 * Take the dataset of an NDJSON home over into its lake, with the record of who changed what.
 *
 * One transaction of the store: a process that is killed leaves nothing or all of it. A lake that has
 * documents, or a home without a dataset, is left alone. The files of the home stay as they are.
 *
 * Of earlier states the home knows authors and times, not contents: the history says so by changes
 * that change nothing.
 *
 * @returns How many documents were taken over.
 */
export function takeOver(
  home: Home,
  store: Store,
  options: {publicUrl: string; at: string},
): number {
  if (!store.datasets().includes(lakeDataset)) store.createDataset(lakeDataset)
  if (!existsSync(home.dataset)) return 0
  return store.write(lakeDataset, (tx) => {
    if (tx.count() > 0 || tx.lastSeq() > 0) return 0
    const documents = readDataset(home)
    const changes = new Map<string, Change[]>()
    for (const change of [
      ...readHistory(home),
      ...unrecordedChanges(home, documents, options.at),
    ]) {
      if (!documents.has(change.document)) continue
      const key = `${change.at} ${change.author}`
      changes.set(key, [...(changes.get(key) ?? []), change])
    }
    const stored = new Map<string, StoredDocument>()
    for (const [key, group] of changes) {
      const {author, at} = group[0]!
      const id = `home-${createHash('sha256').update(key).digest('hex').slice(0, 24)}`
      const recorded = [...new Set(group.map(({document}) => document))].map((documentId) => {
        const before = stored.get(documentId) ?? null
        const after = toStored(documents.get(documentId)!, before, {id, at}, options.publicUrl)
        stored.set(documentId, after)
        return {id: documentId, before, after, mutations: [{createOrReplace: after}]}
      })
      tx.record({id, author, at, changes: recorded})
    }
    for (const document of stored.values()) tx.put(document)
    return stored.size
  })
}

/** Changes for documents of which the home does not say who wrote them. */
function unrecordedChanges(
  home: Home,
  documents: ReadonlyMap<string, RawDocument>,
  at: string,
): Change[] {
  const recorded = new Set(readHistory(home).map(({document}) => document))
  return [...documents.keys()]
    .filter((document) => !recorded.has(document))
    .map((document) => ({document, author: unrecorded, at}))
}

function toStored(
  document: RawDocument,
  before: StoredDocument | null,
  {id, at}: {id: string; at: string},
  publicUrl: string,
): StoredDocument {
  const created = document['_createdAt']
  return {
    ...document,
    ...(document._type === 'sanity.imageAsset' && addressOf(document, publicUrl)),
    _rev: id,
    _createdAt: before?._createdAt ?? (typeof created === 'string' ? created : at),
    _updatedAt: at,
  }
}

function addressOf({_id}: RawDocument, publicUrl: string): {path: string; url: string} {
  const path = `images/${lakeProject}/${lakeDataset}/${assetFileName(_id)}`
  return {path, url: `${publicUrl}/${path}`}
}
