import {randomBytes} from 'node:crypto'
import {existsSync, renameSync, rmSync} from 'node:fs'
import {dirname} from 'node:path'

import {CommandError} from '../fault.ts'
import {syncPath} from '../home/durable.ts'
import type {LakeConnection} from './lake-connection.ts'
import {lakeDataset} from './lake-home.ts'

/** What was exported. */
export interface ExportedDataset {
  documents: number
  assets: number
}

/**
 * Write a dataset with its assets as `sanity dataset export` does, through `@sanity/export`.
 *
 * The file takes its name when it is whole.
 *
 * @throws `usage` when there is a file of that name.
 */
export async function exportDatasetTo(
  path: string,
  {client}: LakeConnection,
): Promise<ExportedDataset> {
  if (existsSync(path)) {
    throw new CommandError('usage', `${path} is there already: choose another name`)
  }
  const {exportDataset} = await import('@sanity/export')
  const staged = `${path}.${randomBytes(4).toString('hex')}.partial`
  try {
    const {documentCount, assetCount} = await exportDataset({
      client,
      dataset: lakeDataset,
      outputPath: staged,
      assets: true,
      drafts: true,
    })
    syncPath(staged)
    renameSync(staged, path)
    syncPath(dirname(path))
    return {documents: documentCount, assets: assetCount}
  } finally {
    rmSync(staged, {force: true})
  }
}
