import {
  openRepositoryFolder,
  writeRepository,
  type CarriedBundle,
  type ExportedRepository,
} from '#exports'
import {
  contextsFor,
  ledgerHead,
  publicKeyFromBase64Url,
  type Admission,
  type ApprovedEdition,
  type Message,
  type Refusal,
  type RefusalCode,
  type Withdrawal,
} from '#pipeline'

import type {CommandInput} from '../command.ts'
import {archiveBundle, clearArchive} from '../home/archive.ts'
import {readDeliverySettings} from '../home/delivery-settings.ts'
import {clockWasAhead} from '../home/clock.ts'
import {appendToLedger} from '../home/ledger-file.ts'
import {readRootFiles} from '../home/root-files.ts'
import {openReleaseKey} from '../home/trust-file.ts'
import type {Home} from '../home/paths.ts'
import type {Workspace} from '../workspace/workspace.ts'
import {admitWorkspace} from './admit-workspace.ts'
import type {Audience} from './audiences.ts'
import {exportEvents} from './export-events.ts'
import type {FormatOptions} from './format-options.ts'
import {nextChange} from './next-change.ts'
import {firstExports, openingsAfter, type ComingOpening} from './openings.ts'
import {packApproved, type PackingRun} from './pack-approved.ts'
import {withdrawnArticles} from './withdrawn-articles.ts'

/** What to export, and for whom. */
export interface ExportTarget {
  /** Folder of the repository. */
  out: string
  /** Audiences of the repository; `latest` shows the first. */
  audiences: readonly Audience[]
  /** Names of those that profiles ask for, but not in this repository. */
  elsewhere: readonly string[]
  /** Options of the home. */
  options: FormatOptions
}

/** What an export did. */
export interface ExportReport {
  out: string
  written: ExportedRepository
  /** What the gate admits; some of it may be refused for its content. */
  approved: ApprovedEdition[]
  refused: Refusal[]
  withdrawn: Withdrawal[]
  /** Findings of the gate. */
  findings: Message[]
  /** Findings about content, by edition id. */
  byEdition: Map<string, Message[]>
  /** What audiences do not have yet, the next one first. */
  openings: ComingOpening[]
  /** UTC instant at which an export would write something else though nobody signs; null for never. */
  next: string | null
}

/**
 * Write everything that the gate admits into a repository, for each audience what it may have by now.
 *
 * The archive has each bundle before the repository, and the ledger hears of it before any head
 * names it. Hold the home's lock.
 */
export async function runExport(
  input: CommandInput,
  workspace: Workspace,
  {out, audiences, elsewhere, options}: ExportTarget,
): Promise<ExportReport> {
  const {home, now} = input
  const {headHours} = readDeliverySettings(home)
  const store = await openRepositoryFolder(out)
  const admission = await admitWorkspace(workspace, now)
  const run = await packingRun(input, workspace, admission, {audiences, options})
  const because = new Map<string, RefusalCode>()
  const press = {
    home,
    trust: workspace.trust.trust,
    formats: audiences.flatMap(({rendition}) => rendition.formats),
    findings: [...admission.findings],
  }
  const written = await writeRepository(store, {
    audiences: audiences.map(({name}) => name),
    elsewhere,
    bundles: archived(home, packApproved(run)),
    withdrawn: await withdrawnArticles(admission, workspace.editions, audiences, press),
    because,
    roots: readRootFiles(home),
    headHours,
    trust: workspace.trust.text,
    rootKey: publicKeyFromBase64Url(workspace.trust.rootKey),
    signer: run.signer,
    issued: now,
    clockWasAhead: clockWasAhead(input),
    async record(changes) {
      // Only now is it known what could not be packed.
      for (const {article, code} of run.refused) because.set(article, code)
      const verdict = {out: stillOut(admission, run), refused: run.refused}
      const events = exportEvents(changes, workspace.ledger, verdict)
      return ledgerHead(await appendToLedger(home, workspace.ledger, events, now))
    },
  })
  const openings = openingsAfter(now, audiences, admission.approved, run.firstExports)
  const heads = written.audiences.map(({head}) => head.expires)
  return {
    out,
    written,
    approved: admission.approved,
    refused: run.refused,
    withdrawn: admission.withdrawn,
    findings: press.findings,
    byEdition: run.findings,
    openings,
    next: nextChange({admission, openings, heads, headHours}),
  }
}

async function packingRun(
  {home, env, now, terminal}: CommandInput,
  workspace: Workspace,
  admission: Admission,
  target: Pick<ExportTarget, 'audiences' | 'options'>,
): Promise<PackingRun> {
  const total = admission.approved.length
  return {
    ...target,
    approved: admission.approved,
    byArticle: new Map(admission.approved.map((one) => [one.payload.article, one])),
    firstExports: firstExports(workspace.ledger),
    now,
    workspace,
    contexts: contextsFor(admission, {sourceChecks: workspace.sourceChecks, now}),
    signer: await openReleaseKey(home, workspace.trust.trust, env),
    folder: home.dir,
    notices: admission.notices,
    // A withdrawn article is reported as such, not as refused.
    refused: admission.refused.filter(({code}) => code !== 'withdrawn'),
    findings: new Map(),
    packed: new Set(),
    progress: (done) => terminal.progress(`Exporting ${done} of ${total}`),
  }
}

async function* archived(
  home: Home,
  bundles: AsyncIterable<CarriedBundle>,
): AsyncGenerator<CarriedBundle> {
  clearArchive(home)
  for await (const carried of bundles) {
    archiveBundle(home, carried.bundle)
    yield carried
  }
}

/** Articles that are out for somebody, in this repository or in another one. */
function stillOut({approved}: Admission, {refused, packed}: PackingRun): Set<string> {
  const unpacked = new Set(refused.map(({edition}) => edition))
  const out = approved.filter(({payload}) => !unpacked.has(payload.id) || packed.has(payload.id))
  return new Set(out.map(({payload}) => payload.article))
}
