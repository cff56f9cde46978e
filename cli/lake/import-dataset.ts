import {createReadStream} from 'node:fs'
import {dirname} from 'node:path'

import {CommandError} from '../fault.ts'
import {datasetArchive} from '../sources/dataset-archive.ts'
import {datasetFile} from '../sources/dataset-file.ts'
import type {LakeConnection} from './lake-connection.ts'

/** What was imported. */
export interface ImportedDataset {
  documents: number
  warnings: string[]
}

/**
 * Bring a dataset export into the lake through `@sanity/import`: NDJSON, or a tar.gz with assets.
 *
 * The file is read once before, with our own reader: links, paths that lead out, files outside the
 * export, addresses of other servers and documents that are none are refused, and then nothing was
 * imported.
 *
 * @throws `SourceError` with the place; `CommandError` `refused` where the lake refuses something.
 */
export async function importDatasetFrom(
  path: string,
  connection: LakeConnection,
): Promise<ImportedDataset> {
  const {client, isRunning} = connection
  const isArchive = /\.(tar\.gz|tgz)$/.test(path)
  if (!isArchive && !path.endsWith('.ndjson')) {
    throw new CommandError('usage', `A dataset export ends in .ndjson or .tar.gz, not as ${path}`)
  }
  const source = isArchive ? datasetArchive(path) : datasetFile(path)
  await source.documents()
  await source.close()
  const {sanityImport} = await import('@sanity/import')
  try {
    const {numDocs, warnings} = await sanityImport(createReadStream(path), {
      client,
      operation: 'createOrReplace',
      allowAssetsInDifferentDataset: true,
      allowFailingAssets: false,
      assetsBase: dirname(path),
      assetFetch: (input, init) => fetchFromLake(connection, input, init),
    })
    return {documents: numDocs, warnings: warnings.map(({message}) => message)}
  } catch (error) {
    const hint = isRunning
      ? ': an edition that this home never saw comes in while the lake is stopped'
      : ''
    throw new CommandError('refused', `${path} was not imported whole${hint}`, {cause: error})
  }
}

/** Ask the lake itself whether it has an asset. Nothing else is fetched by address. */
function fetchFromLake(
  {url, transport}: LakeConnection,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const asked = new URL(input instanceof Request ? input.url : input)
  if (!/^\/(?:images|files)\//.test(asked.pathname) || !isLoopback(asked)) {
    throw new CommandError(
      'refused',
      `Assets are not fetched by address (${asked.origin}): export them with the dataset`,
    )
  }
  // The document may name another port of this lake's past.
  return transport(new URL(asked.pathname, url), {...init, redirect: 'error'})
}

function isLoopback({hostname}: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}
