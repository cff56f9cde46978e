import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import type {Disk} from '../../../exports/repository/disk.ts'
import {everyone} from '../../../exports/repository/format/paths.ts'
import type {WithdrawnArticle} from '../../../exports/repository/place-tombstone.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import type {
  CarriedBundle,
  RepositoryContents,
  WrittenRepository,
} from '../../../exports/repository/write-repository.ts'
import {writeRepository} from '../../../exports/repository/write-repository.ts'
import type {TestWorld} from '../bundle/world.ts'

export const issued = '2026-06-01T12:00:00.000Z'

/** What every writing of a test world hands over; the ledger grows by one a change. */
export function factsOf(
  world: TestWorld,
): Omit<RepositoryContents, 'audiences' | 'bundles' | 'because'> {
  return {
    withdrawn: [],
    trust: world.trustText,
    rootKey: world.rootKey,
    roots: [],
    signer: world.signer,
    issued,
    headHours: 7 * 24,
    record: () => Promise.resolve({seq: 1, hash: 'ab'.repeat(32)}),
  }
}

/** Export these bundles to everyone. */
export function exportTo(
  target: ArtifactStore | Disk,
  world: TestWorld,
  bundles: Iterable<Bundle> | AsyncIterable<Bundle>,
  changes: Partial<RepositoryContents> = {},
): Promise<WrittenRepository> {
  return writeRepository('put' in target ? target : storeOnDisk(target), {
    ...factsOf(world),
    audiences: [everyone],
    bundles: carried(bundles),
    because: new Map(),
    ...changes,
  })
}

async function* carried(
  bundles: Iterable<Bundle> | AsyncIterable<Bundle>,
): AsyncGenerator<CarriedBundle> {
  for await (const bundle of bundles) yield {bundle, audiences: [everyone]}
}

/** An article that was taken back. */
export function withdrawnOf({manifest}: Bundle): WithdrawnArticle {
  const {kind, article, language, title, number, edition, digest, pages} = manifest
  return {
    kind,
    article,
    language,
    slug: pages[0]!.slug,
    title,
    number,
    edition,
    digest,
    statement: '',
    withdrawnAt: issued,
    effective: issued,
    severity: 'safety',
    update: 'withdrawal',
    notice: 'The dose in this article was wrong.',
    envelope: null,
    files: [
      {
        path: 'index.html',
        mediaType: 'text/html',
        bytes: new TextEncoder().encode('<!doctype html><title>Withdrawn</title>'),
      },
    ],
    audiences: [everyone],
  }
}
