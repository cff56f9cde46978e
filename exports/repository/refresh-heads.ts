import type {ArtifactStore} from './artifact-store.ts'
import {amendRepository} from './amend-repository.ts'
import type {WrittenAudience} from './place-audience.ts'
import type {WritingFacts} from './write-repository.ts'

/**
 * Renew the heads of a repository before they expire; nothing else of it changes.
 *
 * A head that has more than half of its life before it stays as it is.
 *
 * @throws `RepositoryError`
 */
export async function refreshHeads(
  store: ArtifactStore,
  facts: Omit<WritingFacts, 'withdrawn'>,
): Promise<WrittenAudience[]> {
  return (await amendRepository(store, {...facts, withdrawn: []})).audiences
}
