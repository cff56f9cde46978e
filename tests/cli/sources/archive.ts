import {createWriteStream} from 'node:fs'
import {pipeline} from 'node:stream/promises'
import {createGzip} from 'node:zlib'

import {pack, type Header} from 'tar-stream'

import {assetFileName} from '../../../cli/sources/sanity-asset.ts'
import {exportedLines, type SampleDataset} from './dataset.ts'

/** One member of an archive. */
export type Member = Partial<Header> & {name: string; data?: string | Uint8Array}

/** Write a gzipped tar. */
export async function writeArchive(path: string, members: readonly Member[]): Promise<void> {
  const archive = pack()
  for (const {data, ...header} of members) archive.entry(header, Buffer.from(data ?? ''))
  archive.finalize()
  await pipeline(archive, createGzip(), createWriteStream(path))
}

/** List what `sanity dataset export` packs: one folder with documents, images and their facts. */
export function exportMembers({documents, assets}: SampleDataset): Member[] {
  const root = 'production-export-2026-03-01t09-00-00-000z'
  return [
    {name: `${root}/data.ndjson`, data: exportedLines(documents)},
    {name: `${root}/assets.json`, data: '{}'},
    ...[...assets].map(([id, data]) => ({name: `${root}/images/${assetFileName(id)}`, data})),
    {name: `${root}/files/0123456789012345678901234567890123456789.pdf`, data: '%PDF-1.7'},
  ]
}
