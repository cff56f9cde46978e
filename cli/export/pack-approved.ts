import {packBundle, type Artifact, type Bundle, type Exporter, type ReleaseSigner} from '#exports'
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

/** What every bundle of one export is made with. */
export interface PackingRun {
  workspace: Workspace
  contexts: ReadonlyMap<string, Context>
  exporters: readonly Exporter[]
  signer: ReleaseSigner
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
  for (const [index, edition] of approved.entries()) {
    run.progress(index)
    const publications = await publishOrRefuse(edition, run)
    if (publications) yield await packOne(edition, publications, run)
  }
  run.progress(approved.length)
}

async function publishOrRefuse(
  edition: ApprovedEdition,
  {contexts, refused, findings}: PackingRun,
): Promise<Publication[] | undefined> {
  const {id, article, number, language} = edition.payload
  const context = contexts.get(article)
  if (!context) throw new TypeError(`There is no context for ${article}`)
  try {
    const publications = await publish(edition, context)
    const messages = publications.flatMap((publication) => publication.messages)
    findings.set(id, messages)
    return publications
  } catch (error) {
    if (!(error instanceof PublishError)) throw error
    refused.push({
      code: error.code,
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
): Promise<Bundle> {
  const world = assetWorld(workspace.source, approved.payload.assets)
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
