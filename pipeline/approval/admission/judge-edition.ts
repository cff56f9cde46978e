import type {ApprovedEdition, EditionPayload, Trust, VerifiedStatement} from '../types.ts'
import type {AcceptedStatement} from '../verify-statement.ts'
import type {Candidate} from './admission.ts'
import {checkAddress} from './check-address.ts'
import {blockingRequest} from './change-requests.ts'
import type {AssetCheck} from './check-assets.ts'
import {compareTime} from './compare-time.ts'
import type {Memory} from './ledger-memory.ts'
import type {Statements} from './read-statements.ts'
import {RefusedError} from './refuse.ts'
import {isRestored, judgeRestorations, type Restorations} from './restorations.ts'
import {isOverdue, reviewDates} from './review-dates.ts'
import type {Rules} from './rule-faults.ts'
import {checkQuorum, judgeSignOffs, type SignOffs} from './sign-offs.ts'
import {validityOf} from './validity.ts'
import type {Withdrawals} from './withdrawals.ts'

/** What one edition is judged by. */
export interface Court {
  trust: Trust
  rules: Rules
  memory: Memory
  statements: Statements
  checkAssets: AssetCheck | null
  textDigest: (payload: EditionPayload) => Promise<string>
}

/**
 * Judge one edition by every rule; the first one that is broken names the refusal.
 *
 * @throws `RefusedError` with the one code. Anything else that is thrown is a refusal too.
 */
export async function judgeEdition(
  edition: Candidate,
  withdrawals: Withdrawals,
  court: Court,
): Promise<ApprovedEdition> {
  const {payload} = edition
  const {trust, rules, memory, statements} = court
  checkMemory(edition, memory)

  const restorations = judgeRestorations(edition, statements, rules)
  checkWithdrawals(edition, withdrawals, restorations, trust)
  checkIntegrity(edition, statements)
  checkOrder(edition, restorations, court)

  const text = once(() => digest(court, payload))
  const signOffs = await judgeSignOffs(edition, statements, {...rules, trust}, text)
  const request = blockingRequest(edition, statements, memory, trust, signOffs.counted)
  if (request) {
    const {id, code, message} = request
    const reasons = [...signOffs.reasons, {statement: id, code, message}]
    throw new RefusedError(code, message, {reasons})
  }

  const quorum = checkQuorum(edition, signOffs, {trust, memory, now: rules.now})
  const {roles, emergencyUntil} = quorum
  checkAddress(edition)
  const emergency = emergencyUntil !== null
  const admitted = admittedStatements(signOffs, roles, emergency)
  const dates = reviewDates(payload, admitted)
  const {lastReviewed, reviewDue} = dates
  const overdue = isOverdue(reviewDue, rules.now)
  if (trust.policy.overdue === 'hide' && overdue) {
    throw new RefusedError('overdue', `Its review was due at ${reviewDue}`)
  }
  const validity = validityOf({...dates, policy: trust.policy.overdue, emergencyUntil})
  await court.checkAssets?.(payload)

  return {
    payload,
    sealed: edition.sealed,
    digest: edition.digest,
    statements: admitted,
    emergency,
    approvedAt: lastSignOff(admitted),
    lastReviewed,
    reviewDue,
    validity,
    validUntil: overdue ? validity.overdue : validity.reviewed,
    // The brand: this is the only place that makes an approved edition.
  } as ApprovedEdition
}

/** Tell whether the policy's quorum signed an edition, or it went out as it is before. */
export async function wasSigned(edition: Candidate, court: Court): Promise<boolean> {
  const {payload, digest: sealed} = edition
  const {trust, rules, memory, statements} = court
  const exported = memory.exported.get(payload.article) ?? []
  if (exported.some((once) => once.digest === sealed)) return true
  try {
    const text = once(() => digest(court, payload))
    const signOffs = await judgeSignOffs(edition, statements, {...rules, trust}, text)
    checkQuorum(edition, signOffs, {trust, memory, now: rules.now})
    return true
  } catch {
    // Whatever was thrown while it was judged: it is not signed.
    return false
  }
}

function checkMemory({id, digest}: Candidate, memory: Memory): void {
  const seen = memory.editions.get(id)
  if (!seen || seen.digest === digest) return
  throw new RefusedError(
    'edition-changed-since-seen',
    `The ledger saw it with the digest ${seen.digest}, now it has ${digest}`,
  )
}

/** A statement about this edition that was changed after it was stored holds the edition. */
function checkIntegrity({id}: Candidate, statements: Statements): void {
  const altered = statements.brokenAbout(id).filter(({holds}) => holds.includes(id))
  const [first] = altered
  if (!first) return
  throw new RefusedError(
    'malformed-proof',
    `The statement \`${first.id}\` is not what was stored: ${first.message}`,
    {
      reasons: altered.map((item) => ({
        statement: item.id,
        code: item.code,
        message: item.message,
      })),
    },
  )
}

function checkWithdrawals(
  edition: Candidate,
  {standing, unverifiable}: Withdrawals,
  restorations: Restorations,
  trust: Trust,
): void {
  const [hold] = unverifiable
  if (hold) {
    throw new RefusedError(
      'unverifiable-withdrawal',
      `\`${hold.id}\` says that the article is withdrawn, but does not prove it: ${hold.message}`,
    )
  }
  const withdrawal = standing.find(
    ({number, at}) =>
      number >= edition.payload.number && !isRestored(edition, restorations, trust, at),
  )
  if (!withdrawal) return
  const {id, signer, at, statement} = withdrawal
  const gone = statement ? '' : '; its document is gone, but the ledger saw it'
  throw new RefusedError('withdrawn', `${signer} withdrew it at ${at} (\`${id}\`)${gone}`, {
    reasons: restorations.reasons,
  })
}

/** A lower edition than one already out needs a restoration that is younger than that export. */
function checkOrder(edition: Candidate, restorations: Restorations, court: Court): void {
  const {article, number} = edition.payload
  const higher = (court.memory.exported.get(article) ?? []).filter(
    (exported) => exported.number > number,
  )
  const last = higher.reduce<{number: number; at: string} | null>(
    (latest, next) => (latest && Date.parse(latest.at) >= Date.parse(next.at) ? latest : next),
    null,
  )
  if (!last || isRestored(edition, restorations, court.trust, last.at)) return
  throw new RefusedError('superseded', `Edition ${last.number} was already out, at ${last.at}`, {
    reasons: restorations.reasons,
  })
}

/** Compute the text digest when it is first asked for, and once. */
function once(run: () => Promise<string>): () => Promise<string> {
  let result: Promise<string> | null = null
  return () => (result ??= run())
}

async function digest(court: Court, payload: EditionPayload): Promise<string> {
  try {
    return await court.textDigest(payload)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new RefusedError('content-fatal', `Its text cannot be composed: ${reason}`, {cause})
  }
}

/**
 * One sign-off of each human, in the role that they count for; then reaffirmations.
 *
 * Their latest; in an emergency their first that says so, from which the deadline runs.
 */
function admittedStatements(
  {counted, reaffirmations}: SignOffs,
  roles: ReadonlyMap<string, string>,
  emergency: boolean,
): VerifiedStatement[] {
  const ordered = counted.toSorted(byTime)
  if (emergency) ordered.push(...ordered.filter(isEmergency).toReversed())

  const chosen = new Map<string, AcceptedStatement>()
  for (const item of ordered) {
    const {signer, role} = item.verified.statement
    if (role === (roles.get(signer.id) ?? role)) chosen.set(signer.id, item)
  }
  return [...chosen.values(), ...reaffirmations].toSorted(byTime).map(({verified}) => verified)
}

function lastSignOff(statements: readonly VerifiedStatement[]): string {
  const times = statements
    .filter(({statement}) => statement.kind === 'sign-off')
    .map(({statement}) => Date.parse(statement.at))
  return new Date(Math.max(...times)).toISOString()
}

function isEmergency({verified}: AcceptedStatement): boolean {
  return verified.statement.meaning === 'emergency'
}

function byTime(a: AcceptedStatement, b: AcceptedStatement): number {
  return compareTime(a.verified, b.verified)
}
