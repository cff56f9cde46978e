import {createHash} from 'node:crypto'

import type {StoredDocument, StoreTransaction} from '#lake'
import type {RawDocument} from '#pipeline'

import type {Change} from '../home/history.ts'
import {assetFileName} from '../sources/sanity-asset.ts'
import {lakeDataset, lakeProject} from './lake-home.ts'

/**
 * Put documents into a lake that has none, with the record of who changed what when.
 *
 * Of earlier states only authors and times are known, not contents: the history says so by changes
 * that change nothing. The same documents and record give the same revisions.
 *
 * @param changes Oldest first; those of other documents are left out.
 * @returns How many documents were put.
 */
export function loadDocuments(
  tx: StoreTransaction,
  documents: ReadonlyMap<string, RawDocument>,
  changes: readonly Change[],
  publicUrl: string,
): number {
  const groups = Map.groupBy(
    changes.filter(({document}) => documents.has(document)),
    ({at, author}) => `${at} ${author}`,
  )
  const stored = new Map<string, StoredDocument>()
  for (const [key, group] of groups) {
    const {author, at} = group[0]!
    const id = `home-${createHash('sha256').update(key).digest('hex').slice(0, 24)}`
    const recorded = [...new Set(group.map(({document}) => document))].map((documentId) => {
      const before = stored.get(documentId) ?? null
      const after = toStored(documents.get(documentId)!, before, {id, at}, publicUrl)
      stored.set(documentId, after)
      return {id: documentId, before, after, mutations: [{createOrReplace: after}]}
    })
    tx.record({id, author, at, changes: recorded})
  }
  for (const document of stored.values()) tx.put(document)
  return stored.size
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
