import type {ContentSource} from '#pipeline'

import {CommandError} from '../fault.ts'
import type {Home} from '../home/paths.ts'
import {lakeRecords} from '../lake/lake-records.ts'
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
 *   `--source`: a dataset export, `sanity` for a lake elsewhere, `lake` for that of this home; what
 *   `MARROW_SOURCE` names, or `lake`, where nothing is given.
 * @param now UTC instant, for a lake in this process.
 * @param options `isNew` makes a lake where there is none.
 * @throws `usage` for anything else.
 */
export function openSource(
  home: Home,
  env: NodeJS.ProcessEnv,
  given: string | undefined,
  now: string,
  {isNew = false}: {isNew?: boolean} = {},
): ContentSource & {records?: Records} {
  const source = given ?? (env['MARROW_SOURCE'] || 'lake')
  if (source === 'lake') return embeddedLake(home, {clock: () => now, isNew})
  if (source === 'sanity') {
    const address = lakeAddress(env)
    return {...sanityLake(address), records: lakeRecords(address)}
  }
  if (source.endsWith('.ndjson')) return datasetFile(source)
  if (/\.(tar\.gz|tgz)$/.test(source)) return datasetArchive(source)
  throw new CommandError(
    'usage',
    `--source is a dataset export (.ndjson or .tar.gz), \`lake\` or \`sanity\`, not ${source}`,
  )
}
