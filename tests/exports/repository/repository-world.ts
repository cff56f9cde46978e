import {htmlExporter, jatsExporter, jsonExporter, noticeArtifacts, type Exporter} from '#exports'
import {
  composeNotice,
  effectiveOf,
  updateOf,
  verifyStatement,
  type StatementRequest,
} from '#pipeline'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import type {Disk} from '../../../exports/repository/disk.ts'
import {everyone} from '../../../exports/repository/format/paths.ts'
import type {WithdrawnArticle} from '../../../exports/repository/place-tombstone.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import type {
  CarriedBundle,
  ExportedRepository,
  RepositoryContents,
} from '../../../exports/repository/write-repository.ts'
import {writeRepository} from '../../../exports/repository/write-repository.ts'
import {sign, type TestWorld} from '../bundle/world.ts'

export const issued = '2026-06-01T12:00:00.000Z'

const noticeExporters = [htmlExporter, jsonExporter, jatsExporter] as Exporter[]
const noWorld = {
  readAsset: (sha256: string) => Promise.reject(new Error(`A notice shows no picture: ${sha256}`)),
}

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
): Promise<ExportedRepository> {
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

/** An article that was taken back, as the ledger alone remembers it: without words. */
export async function withdrawnOf(
  {manifest}: Bundle,
  changes: Partial<WithdrawnArticle> = {},
): Promise<WithdrawnArticle> {
  const {kind, article, language, title, number, edition, digest, pages, publisher, sample} =
    manifest
  const facts = {
    kind,
    article,
    language,
    slug: pages[0]!.slug,
    title,
    number,
    edition,
    digest,
    severity: 'safety' as const,
    update: 'withdrawal' as const,
    effective: issued,
    ...changes,
  }
  const notice = composeNotice({...facts, at: issued, statement: null}, {publisher, sample})
  return {
    ...facts,
    statement: '',
    withdrawnAt: issued,
    envelope: null,
    files: await noticeArtifacts(notice, noticeExporters, noWorld),
    audiences: [everyone],
    ...changes,
  }
}

/** An article that an expert took back, in words of their own. */
export async function withdrawnBy(
  world: TestWorld,
  {manifest}: Bundle,
  request: Partial<StatementRequest> = {},
): Promise<WithdrawnArticle> {
  const {kind, article, language, title, number, edition, digest, pages, publisher, sample} =
    manifest
  const document = await sign(world, 'max', {
    kind: 'withdrawal',
    edition: {id: edition, digest, article, number, language},
    severity: 'safety',
    reason: 'A dose is wrong.',
    notice: 'The dose in this article was wrong.',
    ...request,
  })
  const check = await verifyStatement(document, world.trust)
  if ('refusal' in check) throw new Error(check.refusal.message)
  const {statement, id, envelope} = check.verified
  const facts = {
    kind,
    article,
    language,
    slug: pages[0]!.slug,
    title,
    number,
    edition,
    digest,
    severity: statement.severity ?? 'safety',
    update: updateOf(statement) ?? 'withdrawal',
    effective: effectiveOf(statement),
  }
  const withdrawal = {...facts, at: statement.at, statement: check.verified}
  return {
    ...facts,
    statement: id,
    withdrawnAt: statement.at,
    ...(statement.notice !== undefined && {notice: statement.notice}),
    envelope,
    files: await noticeArtifacts(
      composeNotice(withdrawal, {publisher, sample}),
      noticeExporters,
      noWorld,
    ),
    audiences: [everyone],
  }
}
