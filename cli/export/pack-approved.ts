import {
  ArticleUrlError,
  BundleError,
  packBundle,
  withheldFigures,
  TypesetError,
  type Artifact,
  type Bundle,
  type Exporter,
  type ReleaseSigner,
} from '#exports'
import {
  publicKeyFromBase64Url,
  publish,
  PublishError,
  type ApprovedEdition,
  type Context,
  type Message,
  type Publication,
  type Refusal,
  type VerifiedStatement,
} from '#pipeline'

import type {Workspace} from '../workspace/workspace.ts'
import {assetWorld} from './asset-world.ts'
import {makePrinting, type Printing} from './printing.ts'

/** What every bundle of one export is made with. */
export interface PackingRun {
  workspace: Workspace
  contexts: ReadonlyMap<string, Context>
  exporters: readonly Exporter[]
  signer: ReleaseSigner
  /** Where files that options name are: the home. */
  folder: string
  /** Verified corrections and restorations. */
  notices: readonly VerifiedStatement[]
  /** Receive what cannot be published after all. */
  refused: Refusal[]
  /** Receive findings by edition id. */
  findings: Map<string, Message[]>
  progress(done: number): void
}

/** Publish, export and pack each approved edition, one at a time. */
export async function* packApproved(
  approved: readonly ApprovedEdition[],
  run: PackingRun,
): AsyncGenerator<Bundle> {
  const printing = makePrinting(run.folder)
  for (const [index, edition] of approved.entries()) {
    run.progress(index)
    const bundle = await packOrRefuse(edition, run, printing)
    if (bundle) yield bundle
  }
  run.progress(approved.length)
}

/** What cannot be published, exported or packed refuses its edition and stops no other. */
async function packOrRefuse(
  edition: ApprovedEdition,
  run: PackingRun,
  printing: Printing,
): Promise<Bundle | undefined> {
  const {id, article, number, language} = edition.payload
  const context = run.contexts.get(article)
  if (!context) throw new TypeError(`There is no context for ${article}`)
  try {
    const publications = await publish(edition, context)
    run.findings.set(
      id,
      publications.flatMap((publication) => [
        ...publication.messages,
        ...withheldFigures(publication, run.exporters),
      ]),
    )
    return await packOne(edition, publications, run, printing)
  } catch (error) {
    const isOfContent =
      error instanceof PublishError ||
      error instanceof BundleError ||
      error instanceof ArticleUrlError ||
      error instanceof TypesetError
    if (!isOfContent) throw error
    run.refused.push({
      code: error instanceof PublishError ? error.code : 'content-fatal',
      article,
      edition: id,
      number,
      language,
      message: error.message,
      remedy: 'Mend the article, submit it again and have the new edition signed',
      reasons: [],
    })
    return undefined
  }
}

async function packOne(
  approved: ApprovedEdition,
  publications: readonly Publication[],
  {workspace, exporters, signer, notices}: PackingRun,
  printing: Printing,
): Promise<Bundle> {
  const world = assetWorld(workspace.source, approved.payload.assets, printing)
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
  exporters: readonly Exporter[],
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
