import type {ContentSource} from '#pipeline'

import {CommandError} from '../fault.ts'
import type {Home} from '../home/paths.ts'
import {datasetArchive} from '../sources/dataset-archive.ts'
import {datasetFile} from '../sources/dataset-file.ts'
import {embeddedLake} from '../sources/embedded-lake.ts'
import {lakeAddress} from '../sources/lake-address.ts'
import {sanityLake} from '../sources/sanity.ts'
import type {Records} from './records.ts'

/**
 * Open where editions come from.
 *
 * @param given
 *   `--source`: a dataset export, `sanity` for a lake elsewhere, `lake` or nothing for that of this home.
 * @param now UTC instant, for a lake in this process.
 * @throws `usage` for anything else.
 */
export function openSource(
  home: Home,
  env: NodeJS.ProcessEnv,
  given: string | undefined,
  now: string,
): ContentSource & {records?: Records} {
  if (given === undefined || given === 'lake') return embeddedLake(home, {clock: () => now})
  if (given === 'sanity') return sanityLake(lakeAddress(env))
  if (given.endsWith('.ndjson')) return datasetFile(given)
  if (/\.(tar\.gz|tgz)$/.test(given)) return datasetArchive(given)
  throw new CommandError(
    'usage',
    `--source is a dataset export (.ndjson or .tar.gz), \`lake\` or \`sanity\`, not ${given}`,
  )
}
