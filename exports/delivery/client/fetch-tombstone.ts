import type {Trust} from '#pipeline'
import {canonicalJson, sha256Hex} from '#schemas'

import type {Disk} from '../../repository/disk.ts'
import type {WithdrawnEntry} from '../../repository/format/entries.ts'
import {parseSigned} from '../../repository/format/parse-signed.ts'
import {placeFile} from '../../repository/staging.ts'
import {wordFaults} from '../../verify/word-faults.ts'
import {PullError} from './pull-error.ts'
import {retrying, type Patience} from './retry.ts'
import {tombstonePath} from './shelf.ts'
import {parsed} from './signed.ts'
import type {Source} from './source.ts'

const mostTombstoneBytes = 4 * 1024 * 1024

/**
 * Fetch the tombstone of a withdrawn article and put its payload into `withdrawn/`.
 *
 * The article is hidden already; this is the word for those who look for it: of the person who
 * withdrew it, and not of the release key alone.
 *
 * @throws `PullError` `tombstone-differs`, `tombstone-altered`, …
 */
export async function fetchTombstone(
  source: Source,
  store: Disk,
  entry: WithdrawnEntry,
  {trust, patience}: {trust: Trust; patience: Patience},
): Promise<void> {
  const {path, sha256, bytes} = entry.tombstone
  if (bytes > mostTombstoneBytes) throw new PullError('too-large', path, `has ${bytes} bytes`)
  const file = await retrying(patience, () => source.read(path, bytes))
  if ((await sha256Hex(file)) !== sha256) {
    throw new PullError('tombstone-differs', path, 'is not the file that the signed index names')
  }
  const text = new TextDecoder('utf-8', {ignoreBOM: true}).decode(file)
  const tombstone = parsed(path, () => parseSigned('tombstone', text))
  const isOfEntry =
    tombstone.article === entry.article &&
    tombstone.language === entry.language &&
    tombstone.statement === entry.statement
  if (!isOfEntry) {
    throw new PullError('tombstone-differs', path, 'is the tombstone of something else')
  }
  const [fault] = (await wordFaults(tombstone, trust, path)).faults
  if (fault) throw new PullError(fault.code, path, fault.message)
  await placeFile(
    store,
    tombstonePath(entry),
    new TextEncoder().encode(`${canonicalJson(tombstone)}\n`),
  )
}

/** Whether `withdrawn/` has the word about this withdrawal. */
export async function hasTombstone(store: Disk, entry: WithdrawnEntry): Promise<boolean> {
  const bytes = await store.read(tombstonePath(entry))
  if (!bytes) return false
  return new TextDecoder().decode(bytes).includes(`"statement":${JSON.stringify(entry.statement)}`)
}
