import {compareText} from '#schemas'

import type {
  AdmitRequest,
  Admission,
  Candidate,
  PastEdition,
  PendingStatement,
  Withdrawal,
} from './admission/admission.ts'
import {assetCheck} from './admission/check-assets.ts'
import {findingsOf} from './admission/findings.ts'
import {judgeEdition, wasSigned, type Court} from './admission/judge-edition.ts'
import {withoutTakenIds} from './admission/id-taken.ts'
import {recall} from './admission/ledger-memory.ts'
import {noticesOf} from './admission/notices.ts'
import {compareEffect, pendingOf} from './admission/pending.ts'
import {readCandidates} from './admission/read-candidates.ts'
import {readStatements} from './admission/read-statements.ts'
import {refuse, RefusedError} from './admission/refuse.ts'
import {slugOf, withoutTakenSlugs} from './admission/slug-taken.ts'
import {withdrawalsOf, type Withdrawals} from './admission/withdrawals.ts'
import {isDeviceName} from './document-id.ts'
import {own} from './record.ts'
import {rulesDigest} from './trust.ts'
import type {ApprovedEdition, EditionPayload, Refusal, VerifiedStatement} from './types.ts'

/** Verdicts on the editions of one article. */
interface Verdicts {
  approved: ApprovedEdition | null
  refused: Refusal[]
  past: PastEdition[]
  withdrawn: Withdrawal | null
  notices: VerifiedStatement[]
  pending: PendingStatement[]
}

/**
 * Decide which editions may go out: at most one of each article, the highest that may.
 *
 * Fails closed. Every edition is judged by itself, and whatever goes wrong with one refuses that
 * one and stops no other. Nothing is read but sealed payloads, signed envelopes, the trust file
 * and the ledger: no other field of any document counts.
 *
 * @see `docs/approval.md` for each code, its meaning and its remedy.
 */
export async function admit(request: AdmitRequest): Promise<Admission> {
  const {trust, now} = request
  const memory = recall(request.ledger)
  const statements = await readStatements(request.statements, trust, memory)
  const {candidates, refused} = await readCandidates(request.editions)
  const court: Court = {
    trust,
    rules: {
      digest: await rulesDigest(trust.policy),
      fourEyes: trust.policy.fourEyes,
      since: trust.issued,
      now,
    },
    memory,
    statements,
    checkAssets: request.assets ? assetCheck(request.assets) : null,
    textDigest: request.textDigest,
  }

  const articles = new Set([...candidates.keys(), ...statements.byArticle.keys()])
  for (const article of memory.statements.keys()) articles.add(article)
  const verdicts: Verdicts[] = []
  for (const article of [...articles].toSorted(compareText)) {
    const withdrawals = withdrawalsOf(article, statements, memory, now)
    verdicts.push(await judgeArticle(article, candidates.get(article) ?? [], withdrawals, court))
  }

  const named = withoutTakenIds(
    verdicts.flatMap(({approved}) => approved ?? []),
    verdicts.flatMap(({withdrawn}) => withdrawn ?? []),
    memory,
  )
  const settled = withoutTakenSlugs(named.approved)
  return {
    approved: settled.approved.toSorted((a, b) => compareText(a.payload.id, b.payload.id)),
    refused: [
      ...refused,
      ...verdicts.flatMap((verdict) => verdict.refused),
      ...named.refused,
      ...settled.refused,
    ].toSorted((a, b) => compareText(a.edition ?? '', b.edition ?? '')),
    withdrawn: named.withdrawn,
    pending: verdicts.flatMap(({pending}) => pending).toSorted(compareEffect),
    past: verdicts.flatMap(({past}) => past),
    statements: statements.verified,
    notices: verdicts.flatMap(({notices}) => notices),
    findings: findingsOf(request, statements, memory),
    trust,
    now,
  }
}

async function judgeArticle(
  article: string,
  candidates: readonly Candidate[],
  withdrawals: Withdrawals,
  court: Court,
): Promise<Verdicts> {
  const verdicts: Verdicts = {
    approved: null,
    refused: [],
    past: [],
    withdrawn: null,
    notices: [],
    pending: pendingOf(article, candidates, withdrawals, court),
  }
  for (const edition of candidates.toSorted((a, b) => b.payload.number - a.payload.number)) {
    const {id, payload} = edition
    if (verdicts.approved) {
      const {number} = payload
      verdicts.past.push({edition: id, article, number, by: verdicts.approved.payload.id})
      continue
    }
    try {
      verdicts.approved = await judgeEdition(edition, withdrawals, court)
    } catch (cause) {
      verdicts.refused.push(asRefusal(edition, cause))
    }
  }
  const {approved} = verdicts
  if (approved) verdicts.notices = noticesOf(approved, candidates, withdrawals, court)
  else verdicts.withdrawn = await standingWithdrawal(candidates, withdrawals, court)
  return verdicts
}

/** Whatever was thrown while an edition was judged refuses that edition. */
function asRefusal({payload}: Candidate, cause: unknown): Refusal {
  if (cause instanceof RefusedError) {
    return refuse(cause.code, payload, cause.message, cause.reasons)
  }
  const reason = cause instanceof Error ? cause.message : String(cause)
  return refuse('edition-malformed', payload, `It cannot be judged: ${reason}`)
}

async function standingWithdrawal(
  candidates: readonly Candidate[],
  {standing}: Withdrawals,
  court: Court,
): Promise<Withdrawal | null> {
  const [withdrawal] = standing
  // What no repository can hold was never out.
  if (!withdrawal || isDeviceName(withdrawal.article)) return null
  const {article, edition, number, language, digest, at, statement} = withdrawal
  const {severity, update, effective} = withdrawal
  const signed = await highestSigned(candidates, number, court)
  const title = signed ? own(signed.content.documents[article]!, 'title') : ''
  return {
    kind: signed?.kind ?? 'article',
    article,
    edition,
    number,
    language,
    digest,
    slug: signed ? slugOf(signed) : '',
    title: typeof title === 'string' ? title : '',
    at,
    severity,
    update,
    effective,
    statement,
  }
}

/** An edition that nobody signed lends no words, not even to the notice that it is withdrawn. */
async function highestSigned(
  candidates: readonly Candidate[],
  upTo: number,
  court: Court,
): Promise<EditionPayload | null> {
  const lower = candidates.filter(({payload}) => payload.number <= upTo)
  for (const edition of lower.toSorted((a, b) => b.payload.number - a.payload.number)) {
    if (await wasSigned(edition, court)) return edition.payload
  }
  return null
}
