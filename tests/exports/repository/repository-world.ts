import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {WithdrawnEntry} from '../../../exports/repository/repository-index.ts'
import type {ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import type {
  RepositoryContents,
  WrittenRepository,
} from '../../../exports/repository/write-repository.ts'
import {writeRepository} from '../../../exports/repository/write-repository.ts'
import type {TestWorld} from '../bundle/world.ts'

export const issued = '2026-06-01T12:00:00.000Z'

/** What an export of these bundles hands over; the ledger grows by one a change. */
function contentsOf(
  world: TestWorld,
  bundles: readonly Bundle[],
  changes: Partial<RepositoryContents> = {},
): RepositoryContents {
  return {
    bundles,
    withdrawn: [],
    trust: world.trustText,
    rootKey: world.rootKey,
    signer: world.signer,
    issued,
    record: () => Promise.resolve({seq: bundles.length, hash: 'ab'.repeat(32)}),
    ...changes,
  }
}

export function exportTo(
  store: ArtifactStore,
  world: TestWorld,
  bundles: readonly Bundle[],
  changes: Partial<RepositoryContents> = {},
): Promise<WrittenRepository> {
  return writeRepository(store, contentsOf(world, bundles, changes))
}

/** The entry of an article that was taken back. */
export function withdrawnOf({manifest}: Bundle): WithdrawnEntry {
  const {kind, article, language, title, number, edition, digest, pages} = manifest
  return {
    status: 'withdrawn',
    kind,
    article,
    language,
    slug: pages[0]!.slug,
    title,
    number,
    edition,
    digest,
    statement: `statement.${'c'.repeat(32)}`,
    withdrawnAt: issued,
    severity: 'safety',
    notice: 'The dose in this article was wrong.',
  }
}
