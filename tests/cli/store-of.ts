import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {openSqliteStore, type Store, type StoredDocument} from '#lake'
import type {RawDocument} from '#pipeline'
import {canonicalJson} from '#schemas'

import {homeAt} from '../../cli/home/paths.ts'
import {lakeHomeOf} from '../../cli/lake/lake-home.ts'
import {assetFileName} from '../../cli/sources/sanity-asset.ts'

/** When tests change something, unless they say otherwise. */
const now = '2026-03-02T09:00:00Z'

function withStoreOf<T>(home: string, work: (store: Store) => T): T {
  const store = openSqliteStore(lakeHomeOf(homeAt({MARROW_HOME: home})).store)
  try {
    return work(store)
  } finally {
    store.close()
  }
}

/** Every document of a home's lake, by id. */
export function documentsIn(home: string): Map<string, RawDocument> {
  return withStoreOf(home, (store) =>
    store.read('production', (view) => {
      const all = view.candidates({where: {kind: 'all'}})
      return new Map(all.map((document) => [document._id, document]))
    }),
  )
}

/** Change a home's lake as whoever can write its file could: past every door, without a trace. */
export function tamper(home: string, change: (documents: Map<string, RawDocument>) => void): void {
  const before = documentsIn(home)
  const after = new Map(structuredClone([...before]))
  change(after)
  withStoreOf(home, (store) =>
    store.write('production', (tx) => {
      for (const id of before.keys()) if (!after.has(id)) tx.remove(id)
      for (const [id, document] of after) {
        const old = before.get(id)
        if (!old || canonicalJson(old) !== canonicalJson(document)) tx.put(asStored(document))
      }
    }),
  )
}

/** Change documents as somebody whom the history names. */
export function storeAs(home: string, author: string, documents: readonly RawDocument[]): void {
  withStoreOf(home, (store) =>
    store.write('production', (tx) => {
      const id = `test-${tx.lastSeq() + 1}`
      const changes = documents.map((document) => {
        const before = tx.document(document._id) ?? null
        const after = {...asStored(document), _rev: id, _updatedAt: now}
        tx.put(after)
        return {id: document._id, before, after, mutations: [{createOrReplace: after}]}
      })
      tx.record({id, author, at: now, changes})
    }),
  )
}

/** Who changed which document when, oldest first. */
export function historyIn(home: string): Array<{at: string; author: string; document: string}> {
  return withStoreOf(home, (store) =>
    store.read('production', (view) =>
      view
        .transactions({})
        .flatMap(({at, author, changes}) => changes.map(({id}) => ({at, author, document: id}))),
    ),
  )
}

/** Turn a home into one from before there was a lake: its dataset and history are files. */
export function toNdjsonHome(home: string): void {
  const lines = (values: Iterable<object>) =>
    [...values].map((value) => `${JSON.stringify(value)}\n`).join('')
  const documents = [...documentsIn(home).values()].map(withoutTimes)
  writeFileSync(join(home, 'history.ndjson'), lines(historyIn(home)))
  writeFileSync(join(home, 'dataset.ndjson'), lines(documents))
  rmSync(join(home, 'lake'), {recursive: true})
}

/** The stored bytes of an asset. */
export function assetIn(home: string, id: string): Uint8Array {
  return new Uint8Array(readFileSync(join(home, 'assets', assetFileName(id))))
}

function withoutTimes({_rev, _createdAt, _updatedAt, ...document}: RawDocument): RawDocument {
  return document
}

function asStored(document: RawDocument): StoredDocument {
  return {_rev: 'planted', _createdAt: now, _updatedAt: now, ...document}
}
