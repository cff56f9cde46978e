import type {ContentSource} from '#pipeline'

import {CommandError} from '../fault.ts'
import {homeSource} from '../home/dataset.ts'
import type {Home} from '../home/paths.ts'
import {datasetArchive} from '../sources/dataset-archive.ts'
import {datasetFile} from '../sources/dataset-file.ts'
import {lakeAddress} from '../sources/lake-address.ts'
import {sanityLake} from '../sources/sanity.ts'

/**
 * Open where editions come from.
 *
 * @param given `--source`: a dataset export, `sanity` for a lake, or the home's own dataset.
 * @throws `usage` for anything else.
 */
export function openSource(
  home: Home,
  env: NodeJS.ProcessEnv,
  given: string | undefined,
): ContentSource {
  if (given === undefined) return homeSource(home)
  if (given === 'sanity') return sanityLake(lakeAddress(env))
  if (given.endsWith('.ndjson')) return datasetFile(given)
  if (/\.(tar\.gz|tgz)$/.test(given)) return datasetArchive(given)
  throw new CommandError(
    'usage',
    `--source is a dataset export (.ndjson or .tar.gz) or \`sanity\`, not ${given}`,
  )
}
