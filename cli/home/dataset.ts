import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import type {ContentSource, RawDocument} from '#pipeline'
import {canonicalJson, compareText} from '#schemas'

import {CommandError} from '../fault.ts'
import {loadedSource} from '../sources/loaded-source.ts'
import {parseDataset} from '../sources/parse-dataset.ts'
import {assetFileName} from '../sources/sanity-asset.ts'
import {SourceError} from '../sources/source-error.ts'
import {writeDurably} from './durable.ts'
import {appendHistory} from './history.ts'
import {isCode} from './is-code.ts'
import type {Home} from './paths.ts'

/** @throws `home-missing` where nothing was seeded or imported yet. */
export function readDataset(home: Home): Map<string, RawDocument> {
  if (!existsSync(home.dataset)) {
    throw new CommandError(
      'home-missing',
      `There is no dataset in ${home.dir}: run \`npm run marrow -- seed\` for sample content, or \`import\``,
    )
  }
  const documents = parseDataset(readFileSync(home.dataset), home.dataset)
  return new Map(documents.map((document) => [document._id, document]))
}

/** The home's own dataset as a source. */
export function homeSource(home: Home): ContentSource {
  return loadedSource(home.dataset, async () => ({
    documents: [...readDataset(home).values()],
    asset: async (id) => readAsset(home, id),
  }))
}

/** @throws `SourceError` `asset-missing`. */
export function readAsset(home: Home, id: string): Uint8Array {
  const path = join(home.assets, assetFileName(id))
  try {
    return readFileSync(path)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
    throw new SourceError('asset-missing', `The asset ${id} is not at ${path}`, {cause: error})
  }
}

/**
 * Store documents, and who changed what: the record that the four-eyes rule reads.
 *
 * The history is written first, so that no change is ever without its author. A document that is
 * equal to the stored one is no change.
 *
 * @param documents New or replaced; the others stay.
 * @returns Ids of those that changed.
 */
export function storeDocuments(
  home: Home,
  documents: readonly RawDocument[],
  change: {author: string; at: string},
): string[] {
  const stored = existsSync(home.dataset) ? readDataset(home) : new Map<string, RawDocument>()
  const changed = documents.filter((document) => {
    const old = stored.get(document._id)
    return !old || canonicalJson(old) !== canonicalJson(document)
  })
  if (changed.length === 0) return []
  for (const document of changed) stored.set(document._id, document)
  appendHistory(
    home,
    changed.map(({_id}) => ({...change, document: _id})),
  )
  const sorted = [...stored.values()].toSorted((left, right) => compareText(left._id, right._id))
  writeDurably(home.dataset, sorted.map((document) => `${canonicalJson(document)}\n`).join(''))
  return changed.map(({_id}) => _id)
}

/** Store an asset's bytes untouched. */
export function storeAsset(home: Home, id: string, bytes: Uint8Array): void {
  const path = join(home.assets, assetFileName(id))
  if (!existsSync(path)) writeDurably(path, bytes)
}
