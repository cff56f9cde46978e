import {
  packBundle,
  withheldFigures,
  type Artifact,
  type Bundle,
  type CarriedBundle,
  type ReleaseSigner,
} from '#exports'
import {
  publicKeyFromBase64Url,
  publish,
  type ApprovedEdition,
  type ContentSource,
  type Context,
  type Message,
  type Publication,
  type Refusal,
  type SealedAsset,
  type VerifiedStatement,
} from '#pipeline'

import type {Workspace} from '../workspace/workspace.ts'
import {assetWorld} from './asset-world.ts'
import {makePrinting, type Printing} from './printing.ts'
import {makingsOf, type Making, type RenditionFacts} from './renditions.ts'
import {UnexpectedFaults} from './unexpected-faults.ts'

/** What every bundle of one export is made with. */
export interface PackingRun extends RenditionFacts {
  workspace: Workspace
  approved: readonly ApprovedEdition[]
  contexts: ReadonlyMap<string, Context>
  signer: ReleaseSigner
  /** Where files that options name are: the home. */
  folder: string
  /** Verified corrections and restorations. */
  notices: readonly VerifiedStatement[]
  /** Receive what cannot be published after all. */
  refused: Refusal[]
  /** Receive findings by edition id. */
  findings: Map<string, Message[]>
  /** Receive ids of editions that somebody gets. */
  packed: Set<string>
  progress(done: number): void
}

/** Publish, export and pack each approved edition, one at a time, once for each way it differs. */
export async function* packApproved(run: PackingRun): AsyncGenerator<CarriedBundle> {
  const printing = makePrinting(run.folder)
  const faults = new UnexpectedFaults(run)
  for (const [index, edition] of run.approved.entries()) {
    run.progress(index)
    yield* await packEdition(edition, run, printing, faults)
  }
  faults.refuseRun()
  run.progress(run.approved.length)
}

async function packEdition(
  edition: ApprovedEdition,
  run: PackingRun,
  printing: Printing,
  faults: UnexpectedFaults,
): Promise<CarriedBundle[]> {
  const {article, assets} = edition.payload
  const context = run.contexts.get(article)
  if (!context) throw new TypeError(`There is no context for ${article}`)
  const makings = makingsOf(edition, context, run)
  if (makings.length === 0) return []

  // What the source cannot give now is no fault of the edition: it ends the export.
  const source = await preload(run.workspace.source, assets)
  const packed = new Map<string, {bundle: Bundle; audiences: string[]}>()
  for (const [index, making] of makings.entries()) {
    const bundle = await faults.guard(edition, making, () =>
      packOne(edition, making, {run, source, printing, isFirst: index === 0}),
    )
    if (!bundle) continue
    run.packed.add(edition.payload.id)
    const there = packed.get(bundle.digest) ?? {bundle, audiences: []}
    there.audiences.push(...making.audiences)
    packed.set(bundle.digest, there)
  }
  return [...packed.values()]
}

type Assets = Pick<ContentSource, 'asset'>

async function preload(source: Assets, assets: readonly SealedAsset[]): Promise<Assets> {
  const bytes = new Map<string, Uint8Array>()
  for (const {id} of assets) bytes.set(id, await source.asset(id))
  return {
    async asset(id) {
      const found = bytes.get(id)
      if (found) return found
      throw new TypeError(`The asset ${id} is not of this edition`)
    },
  }
}

interface Place {
  run: PackingRun
  source: Assets
  printing: Printing
  /** The findings are those of the first making. */
  isFirst: boolean
}

async function packOne(
  approved: ApprovedEdition,
  {context, exporters}: Making,
  {run, source, printing, isFirst}: Place,
): Promise<Bundle> {
  const {workspace, signer, notices, findings} = run
  const publications = await publish(approved, context)
  if (isFirst) {
    findings.set(
      approved.payload.id,
      publications.flatMap((publication) => [
        ...publication.messages,
        ...withheldFigures(publication, exporters),
      ]),
    )
  }
  const world = assetWorld(source, approved.payload.assets, printing)
  const artifacts = new Map<string, Artifact[]>()
  for (const publication of publications) {
    const folder = publication.page === 'article' ? '' : publication.page
    artifacts.set(folder, await exportAll(publication, exporters, world))
  }
  const counted = new Set(approved.statements.map(({sha256}) => sha256))
  return packBundle(
    publications,
    artifacts,
    {
      approved,
      trust: workspace.trust.text,
      rootKey: publicKeyFromBase64Url(workspace.trust.rootKey),
      statements: notices.filter(
        ({sha256, statement}) =>
          statement.article === approved.payload.article && !counted.has(sha256),
      ),
    },
    signer,
  )
}

/** Formats may share a file, such as a figure: equal paths must have equal bytes. */
async function exportAll(
  publication: Publication,
  exporters: Making['exporters'],
  world: ReturnType<typeof assetWorld>,
): Promise<Artifact[]> {
  const byPath = new Map<string, Artifact>()
  for (const exporter of exporters) {
    for (const artifact of await exporter.export(publication, exporter.defaults, world)) {
      const other = byPath.get(artifact.path)
      if (other && Buffer.compare(other.bytes, artifact.bytes) !== 0) {
        throw new TypeError(`Two formats write ${artifact.path} with other bytes`)
      }
      byPath.set(artifact.path, artifact)
    }
  }
  return [...byPath.values()]
}
