import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {
  evidenceFiles,
  htmlExporter,
  pdfExporter,
  storeFiles,
  TypesetError,
  verifyBundle,
  type Evidence,
  type HtmlOptions,
  type PdfOptions,
} from '#exports'
import {
  contextsFor,
  ledgerHead,
  publicKeyFromBase64Url,
  publish,
  PublishError,
  type Admission,
  type ApprovedEdition,
  type LedgerEntry,
} from '#pipeline'
import {compareText, sha256Hex} from '#schemas'

import {CommandError} from '../fault.ts'
import type {Home} from '../home/paths.ts'
import {findArticle} from '../workspace/find.ts'
import type {Workspace} from '../workspace/workspace.ts'
import {admitWorkspace} from './admit-workspace.ts'
import {assetWorld} from './asset-world.ts'
import {readFormatOptions} from './format-options.ts'
import {makePrinting} from './printing.ts'

/** A zip, and what is in it. */
export interface EvidencePack {
  zip: Uint8Array
  /** Hex. */
  sha256: string
  editions: Array<{
    edition: string
    title: string
    claims: number
    statements: number
    /** Digest of the signed bundle in the pack; null when the repository has none of the edition. */
    bundle: string | null
  }>
}

/** Where and when a pack is made. */
export interface PackingPlace {
  /** Its `formats.json` sets the options of page and PDF. */
  home: Home
  /** UTC instant. */
  now: string
  /** Folder that `export` wrote; it may be missing. */
  repository: string
}

/**
 * Make an evidence pack of the editions of these articles that the gate lets out.
 *
 * Equal homes and repositories give equal bytes.
 *
 * @param wanted
 *   Ids or slugs of articles.
 * @throws `not-found` for an article that there is not; `data` for one without an approved edition,
 *   with the reason, or with a text that cannot be typeset.
 */
export async function makeEvidencePack(
  workspace: Workspace,
  wanted: readonly string[],
  {home, now, repository}: PackingPlace,
): Promise<EvidencePack> {
  const articles = [...new Set(wanted.map((name) => articleNamed(workspace, name)))]
  const admission = await admitWorkspace(workspace, now)
  const contexts = contextsFor(admission, {sourceChecks: workspace.sourceChecks, now})
  const printing = makePrinting()
  const options = optionsOf(home)
  const files: Array<[string, Uint8Array]> = []
  const editions: EvidencePack['editions'] = []
  for (const article of articles.toSorted(compareText)) {
    const approved = approvedOf(admission, article)
    const {id, assets} = approved.payload
    const context = contexts.get(article)
    if (!context) throw new TypeError(`There is no context for ${article}`)
    const bundle = await bundleOf(approved, workspace, repository)
    try {
      const [publication] = await publish(approved, context)
      const statements = statementsOf(admission, id)
      const evidence: Evidence = {
        publication: publication!,
        approved,
        statements,
        ledger: entriesOf(workspace.ledger, article),
        head: ledgerHead(workspace.ledger),
        trust: workspace.trust.text,
      }
      const world = assetWorld(workspace.source, assets, printing)
      const own = await evidenceFiles(evidence, world, {...options, bundle: bundle?.bytes})
      for (const path of [...own.keys()].toSorted(compareText)) {
        files.push([`${id}/${path}`, own.get(path)!])
      }
      editions.push({
        edition: id,
        title: publication!.title,
        claims: claimsIn(own),
        statements: statements.length,
        bundle: bundle?.digest ?? null,
      })
    } catch (error) {
      if (!(error instanceof PublishError || error instanceof TypesetError)) throw error
      throw new CommandError('data', `${id}: ${error.message}`, {cause: error})
    }
  }
  const zip = storeFiles(files)
  return {zip, sha256: await sha256Hex(zip), editions}
}

/** @throws `not-found`; `usage` for the site, which has no claims. */
function articleNamed({documents}: Workspace, name: string): string {
  const id = findArticle(documents, name)
  if ((documents.get(id) ?? documents.get(`drafts.${id}`))?._type === 'article') return id
  throw new CommandError('usage', `${id} is not an article: the site's own pages make no claims`)
}

/** Options of page and PDF, as an export of this home has them. */
function optionsOf(home: Home): {html: HtmlOptions; pdf: PdfOptions} {
  const {html, pdf} = readFormatOptions(home)
  return {
    html: {...htmlExporter.defaults, ...html},
    pdf: {...pdfExporter.defaults, ...pdf},
  }
}

/** @throws `data` with why the gate holds the article back. */
function approvedOf(admission: Admission, article: string): ApprovedEdition {
  const found = admission.approved.find(({payload}) => payload.article === article)
  if (found) return found
  const refusal = admission.refused.find((each) => each.article === article)
  throw new CommandError(
    'data',
    refusal
      ? `${article} has no approved edition: ${refusal.message}`
      : `${article} has no approved edition: submit it and have it signed`,
  )
}

/** Every verified statement about an edition, oldest first. */
function statementsOf(admission: Admission, edition: string): Evidence['statements'] {
  return admission.statements
    .filter(({statement}) => statement.edition === edition)
    .toSorted(
      (a, b) => Date.parse(a.statement.at) - Date.parse(b.statement.at) || compareText(a.id, b.id),
    )
}

/** Entries about an article, and those that say which trust file was in force. */
function entriesOf(ledger: readonly LedgerEntry[], article: string): LedgerEntry[] {
  return ledger.filter(
    (entry) => entry.event === 'trust-seen' || ('article' in entry && entry.article === article),
  )
}

/** The bundle that went out last of those that the repository has. @throws `data` where it is not whole. */
async function bundleOf(
  approved: ApprovedEdition,
  {ledger, trust}: Workspace,
  repository: string,
): Promise<{digest: string; bytes: Uint8Array} | undefined> {
  const zipOf = (digest: string) => join(repository, 'bundles', `${digest}.zip`)
  // One edition goes out in a bundle for each way that publishers get it.
  const digest = ledger
    .flatMap((entry) =>
      entry.event === 'exported' && entry.edition === approved.payload.id ? [entry.bundle] : [],
    )
    .findLast((bundle) => existsSync(zipOf(bundle)))
  if (digest === undefined) return undefined
  const path = zipOf(digest)
  const bytes = new Uint8Array(readFileSync(path))
  const {faults} = await verifyBundle(bytes, publicKeyFromBase64Url(trust.rootKey))
  const [fault] = faults
  if (!fault) return {digest, bytes}
  throw new CommandError('data', `${path} is not whole: ${fault.message}; export again`)
}

function claimsIn(files: ReadonlyMap<string, Uint8Array>): number {
  const claims: unknown = JSON.parse(new TextDecoder().decode(files.get('claims.json')))
  return Array.isArray(claims) ? claims.length : 0
}
