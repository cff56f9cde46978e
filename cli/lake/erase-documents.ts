import {existsSync, readdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'

import type {Store, StoredDocument, StoreView} from '#lake'

import {CommandError} from '../fault.ts'
import {syncPath} from '../home/durable.ts'
import {appendToLedger, readLedger} from '../home/ledger-file.ts'
import type {Home} from '../home/paths.ts'
import {assetFileName} from '../sources/sanity-asset.ts'
import {lakeDataset, lakeHomeOf} from './lake-home.ts'

/** What an erasure would take away, and what speaks against it. */
export interface ErasurePlan {
  /** Ids that were asked for, without `drafts.`. */
  wanted: string[]
  /** Documents that go: the published one, its draft, its versions. */
  documents: string[]
  /** Files of assets that go. */
  files: string[]
  /** Documents that refer to them and stay. */
  referrers: string[]
  /** Sealed editions and statements that name them in their text. */
  mentions: string[]
}

/** Find out what goes with these documents. @throws `not-found` for one that was never there. */
export function planErasure(home: Home, store: Store, ids: readonly string[]): ErasurePlan {
  const wanted = [...new Set(ids.map((id) => id.replace(/^drafts\./, '')))]
  return store.read(lakeDataset, (view) => {
    const all = view.candidates({where: {kind: 'all'}})
    const documents = wanted.flatMap((id) => versionsOf(id, all, view))
    const gone = new Set(documents)
    const referrers = documents.flatMap((id) => view.referrers(id, {strongOnly: true}))
    const sealed = all.filter(({_id, _type}) => isSealed(_type) && !gone.has(_id))
    return {
      wanted,
      documents,
      files: wanted.flatMap((id) => fileOf(home, id)),
      referrers: [...new Set(referrers)].filter((id) => !gone.has(id)),
      mentions: sealed
        .filter((document) => wanted.some((id) => names(document, id)))
        .map(({_id}) => _id),
    }
  })
}

/** Files of the home from before a lake or a restore, which nothing reads and no erasure changes. */
export function copiesOfBefore(home: Home): string[] {
  const isCopy = /-before-lake(-\d+)?\.ndjson$|^lake\.sqlite\.before-/
  return [home.dir, lakeHomeOf(home).dir].flatMap((dir) =>
    existsSync(dir)
      ? readdirSync(dir)
          .filter((name) => isCopy.test(name))
          .toSorted()
          .map((name) => join(dir, name))
      : [],
  )
}

/**
 * Erase documents with their history, and the files of assets. Hold the home's lock, with the lake open
 * nowhere else.
 *
 * The ledger hears of it first: nothing is ever erased without a trace of that. What a killed process
 * left is erased by the same command again.
 */
export async function eraseDocuments(
  home: Home,
  store: Store,
  {wanted, documents, files}: Pick<ErasurePlan, 'wanted' | 'documents' | 'files'>,
  {by, reference, at}: {by: string; reference: string; at: string},
): Promise<void> {
  const ledger = await readLedger(home)
  const events = wanted.map((document) => ({event: 'erased' as const, document, by, reference}))
  await appendToLedger(home, ledger, events, at)
  eraseFromStore(home, store, {documents, files}, {author: by, at})
}

/** Erase again what the ledger says was erased: a backup of before brought it back. */
export async function eraseAgain(home: Home, store: Store, at: string): Promise<string[]> {
  const ledger = await readLedger(home)
  const erased = ledger.flatMap((entry) => (entry.event === 'erased' ? [entry.document] : []))
  const present = store.read(lakeDataset, (view) => {
    const all = view.candidates({where: {kind: 'all'}})
    return erased.filter((id) => versionsIn(all, id).length > 0 || fileOf(home, id).length > 0)
  })
  if (present.length === 0) return []
  const {documents, files} = planErasure(home, store, present)
  eraseFromStore(home, store, {documents, files}, {author: 'marrow', at})
  return present
}

function eraseFromStore(
  home: Home,
  store: Store,
  {documents, files}: Pick<ErasurePlan, 'documents' | 'files'>,
  erasure: {author: string; at: string},
): void {
  store.erase(lakeDataset, documents, erasure)
  for (const file of files) rmSync(file, {force: true})
  if (files.length > 0) syncPath(home.assets)
}

/** Every version that there is, or that the history knows. */
function versionsOf(id: string, all: readonly StoredDocument[], view: StoreView): string[] {
  const known = [id, `drafts.${id}`].filter(
    (version) => view.transactions({documents: [version], limit: 1}).length > 0,
  )
  const found = [...new Set([...versionsIn(all, id), ...known])]
  if (found.length > 0) return found
  throw new CommandError('not-found', `The lake never had a document ${id}`)
}

function versionsIn(all: readonly StoredDocument[], id: string): string[] {
  return all
    .map(({_id}) => _id)
    .filter((one) => one.replace(/^(drafts|versions\.[^.]+)\./, '') === id)
}

function fileOf(home: Home, id: string): string[] {
  if (!/^(image|file)-[0-9a-f]{40}(-\d+x\d+)?-[a-z0-9]+$/.test(id)) return []
  const file = join(home.assets, assetFileName(id))
  return existsSync(file) ? [file] : []
}

function isSealed(type: string): boolean {
  return type === 'edition' || type === 'statement'
}

/** Does the sealed text, JSON in a string, name an id? */
function names({payload, envelope}: StoredDocument, id: string): boolean {
  return [payload, envelope].some(
    (text) => typeof text === 'string' && text.includes(JSON.stringify(id)),
  )
}
