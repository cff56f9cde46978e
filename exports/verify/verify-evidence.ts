import {admit, appendEntries, statementSeen, verifyStatement} from '#pipeline'
import type {
  ApprovedEdition,
  EditionPayload,
  LedgerEntry,
  ParsedTrust,
  Refusal,
  RefusalCode,
  Trust,
  VerifiedStatement,
} from '#pipeline'
import {canonicalJson} from '#schemas'

import type {BundleManifest} from '../bundle/bundle-manifest.ts'
import {fault} from './fault.ts'
import type {Fault, FaultCode, Note} from './fault.ts'
import {readEvidence} from './read-evidence.ts'
import type {Evidence, FiledStatement} from './read-evidence.ts'

/** By what to judge, besides the trust file inside. */
export interface EvidenceOptions {
  now?: string
  newest?: ParsedTrust
  seen?: ReadonlyMap<string, string>
}

/** Hashes the text of an edition, as its signers read it. */
export type TextDigest = (payload: EditionPayload) => Promise<string>

/** Faults of a statement by itself that have a name of their own; the rest is insufficient. */
const statementCodes: Partial<Record<RefusalCode, FaultCode>> = {
  revoked: 'revoked-signer',
  'malformed-proof': 'bad-signature',
  'replayed-proof': 'bad-signature',
  'unknown-key': 'wrong-key',
  'unknown-signer': 'wrong-key',
}

const refusalCodes: Partial<Record<RefusalCode, FaultCode>> = {
  ...statementCodes,
  'edition-altered': 'edition-altered',
  'edition-malformed': 'edition-altered',
  'text-differs': 'text-differs',
  'change-requested': 'change-requested',
  withdrawn: 'withdrawn',
}

/**
 * Admit the edition of a bundle again, by the rules of the export and with what is inside.
 *
 * There is no ledger here. That a statement was made before the rules changed is believed of a
 * key that stands; of a compromised key only what the publisher's signed index says was seen.
 *
 * @param textDigest
 *   Null: that all signers read one and the same text is all that is checked of it.
 */
export async function verifyEvidence(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: BundleManifest,
  inside: ParsedTrust,
  options: EvidenceOptions,
  textDigest: TextDigest | null,
): Promise<{faults: Fault[]; notes: Note[]}> {
  const evidence = await readEvidence(files, manifest)
  const faults = [...evidence.faults]
  const notes = notesOf(manifest, options, textDigest !== null)
  const {newest} = options
  if (newest && newest.trust.version < inside.trust.version) {
    faults.push(
      fault(
        'trust-older-than-newest',
        'data/trust.dsse.json',
        `is version ${inside.trust.version}, newer than the one to judge by (${newest.trust.version})`,
      ),
    )
  }

  const first = await judge(evidence, inside.trust, options, textDigest)
  faults.push(...first.faults)
  if (first.approved) faults.push(...manifestFaults(manifest, first.approved, inside))
  if (newest && newest.digest !== inside.digest) {
    const second = await judge(evidence, newest.trust, options, textDigest)
    faults.push(...second.faults.filter((one) => !isListed(one, faults)))
  }
  return {faults, notes}
}

interface Judgement {
  approved: ApprovedEdition | null
  faults: Fault[]
}

async function judge(
  {edition, statements}: Evidence,
  trust: Trust,
  options: EvidenceOptions,
  textDigest: TextDigest | null,
): Promise<Judgement> {
  if (!edition) return {approved: null, faults: []}
  const faults: Fault[] = []
  const verified: VerifiedStatement[] = []
  for (const filed of statements) {
    const seen = options.seen?.get(filed.document._id) ?? null
    const check = await verifyStatement(filed.document, trust, seen)
    if ('refusal' in check) {
      const {code, message} = check.refusal
      const name = statementCodes[code] ?? 'sign-off-insufficient'
      faults.push(fault(name, filed.path, `${code}: ${message}`))
    } else verified.push(check.verified)
  }

  const admission = await admit({
    editions: [edition],
    statements: statements.map(({document}) => document),
    trust,
    ledger: await assumedLedger(verified),
    now: options.now ?? latest(statements),
    textDigest: textDigest ?? (() => claimedText(statements)),
  })
  for (const refusal of admission.refused)
    faults.push(...refusalFaults(refusal, statements, faults))
  if (admission.approved.length === 0 && faults.length === 0 && admission.refused.length === 0) {
    faults.push(fault('sign-off-insufficient', 'data/edition.json', 'the edition is not admitted'))
  }
  return {approved: admission.approved[0] ?? null, faults}
}

/** Pretend that statements of keys that stand were seen when they say they were made. */
async function assumedLedger(statements: readonly VerifiedStatement[]): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = []
  for (const verified of statements) {
    const {firstSeen, statement} = verified
    const events = [statementSeen(verified)]
    entries.push(...(await appendEntries(entries, events, firstSeen ?? statement.at)))
  }
  return entries
}

/** The text that the first signer read, where nobody can compose it. */
async function claimedText(statements: readonly FiledStatement[]): Promise<string> {
  return statements.find(({statement}) => statement.text)?.statement.text?.digest ?? ''
}

/** Without a clock, the last time that is claimed inside stands for now. */
function latest(statements: readonly FiledStatement[]): string {
  const times = statements.map(({statement}) => statement.at).toSorted()
  return times.at(-1) ?? '1970-01-01T00:00:00.000Z'
}

function refusalFaults(
  refusal: Refusal,
  statements: readonly FiledStatement[],
  found: readonly Fault[],
): Fault[] {
  // Policy withholds it from today's export; that makes no bundle false.
  if (refusal.code === 'overdue') return []
  const code = refusalCodes[refusal.code] ?? 'sign-off-insufficient'
  const id = refusal.reasons.find((reason) => reason.code === refusal.code)?.statement
  const path = statements.find(({document}) => document._id === id)?.path ?? 'data/edition.json'
  const isKnown = found.some((one) => one.code === code && one.path === path)
  return isKnown ? [] : [fault(code, path, `${refusal.code}: ${refusal.message}`)]
}

function manifestFaults(
  manifest: BundleManifest,
  approved: ApprovedEdition,
  {trust, digest}: ParsedTrust,
): Fault[] {
  const {emergency, lastReviewed, reviewDue, validity, payload} = approved
  const until = manifest.overdue ? validity.overdue : validity.reviewed
  const facts: Array<[name: string, said: unknown, found: unknown]> = [
    ['publisher', manifest.publisher, trust.publisher],
    ['sample', manifest.sample, trust.sample],
    ['trust', manifest.trust, {version: trust.version, digest}],
    ['emergency', manifest.emergency, emergency],
    ['lastReviewed', manifest.lastReviewed, lastReviewed],
    ['reviewDue', manifest.reviewDue, reviewDue],
    ['validUntil', manifest.validUntil, isWithin(manifest, until) ? manifest.validUntil : until],
    ...pageFacts(manifest, payload),
  ]
  return facts
    .filter(([, said, found]) => canonicalJson(said) !== canonicalJson(found))
    .map(([name, said, found]) =>
      fault(
        'manifest-differs',
        'bundle.dsse.json',
        `\`${name}\` is ${canonicalJson(said)}, the evidence inside says ${canonicalJson(found)}`,
      ),
    )
}

/**
 * Whether an emergency promises no more than the evidence inside: the publisher's ledger may know
 * of an earlier sign-off that was taken away since, and count the deadline from that one.
 */
function isWithin({emergency, validUntil}: BundleManifest, until: string | null): boolean {
  const isKnown = emergency && validUntil !== null && until !== null
  return isKnown && Date.parse(validUntil) <= Date.parse(until)
}

/** Slug and title of an article's page are sealed; the site's pages get theirs from Marrow. */
function pageFacts(
  manifest: BundleManifest,
  payload: EditionPayload,
): Array<[string, unknown, unknown]> {
  if (payload.kind !== 'article') return []
  const root = payload.content.documents[payload.article]
  const slug = (root?.['slug'] as {current?: unknown} | undefined)?.current
  const {title, language} = {title: root?.['title'], language: payload.language}
  const page = {page: 'article', folder: '', slug: slug ?? null, language, title: title ?? null}
  return [
    ['title', manifest.title, title ?? null],
    ['pages', manifest.pages, [page]],
  ]
}

function notesOf(manifest: BundleManifest, options: EvidenceOptions, hasText: boolean): Note[] {
  const notes: Note[] = []
  const note = (code: Note['code'], message: string): void => {
    notes.push({code, path: 'bundle.dsse.json', message})
  }
  if (!options.newest) {
    note(
      'freshness-unchecked',
      'Freshness was not checked: a newer edition, a withdrawal or a revocation may exist. Verify the repository to know.',
    )
  }
  if (options.now === undefined) {
    note('time-unchecked', 'No time was given: judged as of the last statement inside.')
  }
  if (!hasText) {
    note(
      'text-unchecked',
      'The text was not composed again: that its signers read one text is all that was checked. `marrow verify` does.',
    )
  }
  if (manifest.sample) note('sample-content', 'Sample content, not reviewed by a physician.')
  if (manifest.emergency) note('emergency', 'Released by an emergency sign-off.')
  const {reviewDue, validUntil} = manifest
  const isPast = (end: string | null): boolean =>
    end !== null && options.now !== undefined && Date.parse(options.now) > Date.parse(end)
  if (isPast(validUntil)) note('expired', `It may be shown until ${validUntil} at the latest.`)
  if (manifest.overdue || isPast(reviewDue)) note('overdue', `A review was due on ${reviewDue}.`)
  return notes
}

function isListed(one: Fault, faults: readonly Fault[]): boolean {
  return faults.some((other) => other.code === one.code && other.path === one.path)
}
