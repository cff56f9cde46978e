import {
  everyone,
  openRepositoryFolder,
  writeRepository,
  type Exporter,
  type Bundle,
  type CarriedBundle,
  type WithdrawnArticle,
  type WrittenRepository,
} from '#exports'
import {
  contextsFor,
  ledgerHead,
  publicKeyFromBase64Url,
  type Admission,
  type ApprovedEdition,
  type Message,
  type Refusal,
  type Withdrawal,
} from '#pipeline'

import type {CommandInput} from '../command.ts'
import {appendToLedger} from '../home/ledger-file.ts'
import {openReleaseKey} from '../home/trust-file.ts'
import type {Workspace} from '../workspace/workspace.ts'
import {admitWorkspace} from './admit-workspace.ts'
import {exportEvents} from './export-events.ts'
import {packApproved} from './pack-approved.ts'

/** What an export did. */
export interface ExportReport {
  out: string
  written: WrittenRepository
  /** What the gate admits; some of it may be refused for its content. */
  approved: ApprovedEdition[]
  refused: Refusal[]
  withdrawn: Withdrawal[]
  /** Findings of the gate. */
  findings: Message[]
  /** Findings about content, by edition id. */
  byEdition: Map<string, Message[]>
}

/**
 * Write everything that the gate admits into a repository.
 *
 * The ledger hears of it before the index does. Hold the home's lock.
 */
export async function runExport(
  input: CommandInput,
  workspace: Workspace,
  {out, exporters}: {out: string; exporters: readonly Exporter[]},
): Promise<ExportReport> {
  const {home, env, now, terminal} = input
  const store = await openRepositoryFolder(out)
  const signer = await openReleaseKey(home, workspace.trust.trust, env)
  const admission = await admitWorkspace(workspace, now)
  // A withdrawn article is reported as such, not as refused.
  const refused = admission.refused.filter(({code}) => code !== 'withdrawn')
  const byEdition = new Map<string, Message[]>()
  const total = admission.approved.length
  const bundles = packApproved(admission.approved, {
    workspace,
    contexts: contextsFor(admission, {sourceChecks: workspace.sourceChecks, now}),
    exporters,
    signer,
    folder: home.dir,
    notices: admission.notices,
    refused,
    findings: byEdition,
    progress: (done) => terminal.progress(`Exporting ${done} of ${total}`),
  })
  const written = await writeRepository(store, {
    audiences: [everyone],
    bundles: forEveryone(bundles),
    withdrawn: admission.withdrawn.map(withdrawnArticle),
    because: new Map(refused.map(({article, code}) => [article, code])),
    roots: [],
    headHours: 7 * 24,
    trust: workspace.trust.text,
    rootKey: publicKeyFromBase64Url(workspace.trust.rootKey),
    signer,
    issued: now,
    async record(changes) {
      const events = exportEvents(changes, workspace.ledger, refused)
      return ledgerHead(await appendToLedger(home, workspace.ledger, events, now))
    },
  })
  return {
    out,
    written,
    approved: admission.approved,
    refused,
    withdrawn: admission.withdrawn,
    findings: admission.findings,
    byEdition,
  }
}

async function* forEveryone(bundles: AsyncIterable<Bundle>): AsyncGenerator<CarriedBundle> {
  for await (const bundle of bundles) yield {bundle, audiences: [everyone]}
}

function withdrawnArticle(withdrawal: Admission['withdrawn'][number]): WithdrawnArticle {
  const {kind, article, language, slug, title, number, edition, digest, statement} = withdrawal
  const {at, effective, update, severity} = withdrawal
  return {
    kind,
    article,
    language,
    slug,
    title,
    number,
    edition,
    digest,
    statement: statement?.id ?? '',
    withdrawnAt: at,
    effective,
    update,
    severity,
    ...(statement?.statement.notice === undefined ? {} : {notice: statement.statement.notice}),
    envelope: statement?.envelope ?? null,
    files: [],
    audiences: [everyone],
  }
}
