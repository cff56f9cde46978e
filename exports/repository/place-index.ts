import {makeEnvelope, payloadTypes} from '#pipeline'
import {canonicalJson} from '#schemas'

import {evidenceFiles} from '../bundle/bag-files.ts'
import {equalBytes} from '../bundle/digests.ts'
import type {ReleaseSigner} from '../bundle/bundle.ts'
import type {ArtifactStore} from './artifact-store.ts'
import type {PreviousIndex} from './previous-index.ts'
import type {RepositoryIndex} from './repository-index.ts'
import {placeFile} from './staging.ts'

/** What an index says, without the parts that change with every writing of it. */
export type IndexFacts = Omit<RepositoryIndex, 'format' | 'version' | 'issued'>

/**
 * Sign the index and put it into the repository, unless the one there says the same.
 *
 * `index.dsse.json` is the index and comes last; `.pae` and `.sig` beside it are for `openssl`.
 */
export async function placeIndex(
  store: ArtifactStore,
  previous: PreviousIndex,
  run: {signer: ReleaseSigner; issued: string},
  facts: IndexFacts,
): Promise<{index: RepositoryIndex; isNew: boolean}> {
  const same = previous.index && previous.keyid === run.signer.keyid ? previous.index : undefined
  if (same && canonicalJson(factsOf(same)) === canonicalJson(facts)) {
    return {index: same, isNew: await placeProof(store, previous.envelope)}
  }

  const index: RepositoryIndex = {
    format: 1,
    version: previous.version + 1,
    issued: run.issued,
    ...facts,
  }
  const payload = new TextEncoder().encode(canonicalJson(index))
  const envelope = await makeEnvelope(payloadTypes.index, payload, run.signer.keyid, (bytes) =>
    run.signer.sign(bytes),
  )
  await placeProof(store, envelope)
  return {index, isNew: true}
}

async function placeProof(store: ArtifactStore, envelope: string): Promise<boolean> {
  const files = await evidenceFiles('index', envelope)
  let wrote = false
  for (const name of ['index.pae', 'index.sig', 'index.dsse.json']) {
    const bytes = files.get(name)!
    const there = await store.read(name)
    if (there !== undefined && equalBytes(there, bytes)) continue
    await placeFile(store, name, bytes)
    wrote = true
  }
  return wrote
}

function factsOf(index: RepositoryIndex): IndexFacts {
  const {publisher, sample, ledger, trust, entries} = index
  return {publisher, sample, ledger, trust, entries}
}
