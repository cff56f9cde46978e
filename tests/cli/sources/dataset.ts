import type {RawDocument} from '#pipeline'

import {assetFileName} from '../../../cli/sources/sanity-asset.ts'
import {assetIn, documentsIn} from '../store-of.ts'

/** A dataset as a lake holds it. */
export interface SampleDataset {
  documents: RawDocument[]
  /** Bytes by asset id. */
  assets: Map<string, Uint8Array>
}

/** The dataset of a home, with what a lake adds: revisions, other products' documents. */
export function lakeDataset(home: string): SampleDataset {
  const stored = [...documentsIn(home).values()]
  const ids = stored.flatMap(({_id, _type}) => (_type === 'sanity.imageAsset' ? [_id] : []))
  return {
    documents: [...stored.map(withoutAddress), ...foreign].map((document, index) => ({
      ...document,
      _rev: `rev${index}`,
      _createdAt: '2026-01-01T00:00:00Z',
      _updatedAt: '2026-01-02T00:00:00Z',
    })),
    assets: new Map(ids.map((id) => [id, assetIn(home, id)])),
  }
}

/** Where an asset lies is for each lake to say. */
function withoutAddress({url: _url, path: _path, ...document}: RawDocument): RawDocument {
  return document
}

const foreign: RawDocument[] = [
  {_id: '_.groups.public', _type: 'system.group'},
  {_id: 'pet-rex', _type: 'pet', name: 'Rex'},
  {_id: 'versions.r1.article-knee-mri', _type: 'article', title: 'Of a content release'},
]

/** Glossary terms, as many as it takes to need several pages. */
export function manyTerms(count: number): RawDocument[] {
  return Array.from({length: count}, (_, index) => ({
    _id: `zz-term-${String(index).padStart(5, '0')}`,
    _type: 'glossaryTerm',
    expansion: `Term ${index}`,
    language: 'en',
  }))
}

/** Write a document as `sanity dataset export` does: assets become `_sanityAsset` paths. */
function asExported(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asExported)
  if (typeof value !== 'object' || value === null) return value
  const {asset, ...others} = value as {asset?: {_ref?: unknown}}
  const rest = Object.fromEntries(
    Object.entries(others).map(([name, member]) => [name, asExported(member)]),
  )
  if (typeof asset?._ref !== 'string' || !asset._ref.startsWith('image-')) {
    return asset === undefined ? rest : {...rest, asset: asExported(asset)}
  }
  return {_sanityAsset: `image@file://./images/${assetFileName(asset._ref)}`, ...rest}
}

/** The documents of an export; the assets' own are files there. */
export function exportedLines(documents: readonly RawDocument[]): string {
  return documents
    .filter(({_type}) => _type !== 'sanity.imageAsset')
    .map((document) => `${JSON.stringify(asExported(document))}\n`)
    .join('')
}
