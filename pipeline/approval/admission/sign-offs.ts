import {compareText} from '#schemas'

import type {Quorum, RefusalCode, Refusal, Role, Trust} from '../types.ts'
import type {AcceptedStatement} from '../verify-statement.ts'
import type {Candidate} from './admission.ts'
import type {Memory} from './ledger-memory.ts'
import {matchQuorum, type QuorumResult} from './quorum.ts'
import type {BrokenStatement, Statements} from './read-statements.ts'
import {RefusedError} from './refuse.ts'
import {ruleFault, type Rules} from './rule-faults.ts'

/** Sign-offs and reaffirmations of an edition, sorted into those that count and why not. */
export interface SignOffs {
  counted: AcceptedStatement[]
  reaffirmations: AcceptedStatement[]
  reasons: Refusal['reasons']
}

/** Refusals of a statement by rank: the first one found names the refusal of the edition. */
const ranks: readonly RefusalCode[] = [
  'text-differs',
  'self-approval',
  'wrong-digest',
  'other-article',
  'other-language',
  'other-edition',
  'replayed-proof',
  'malformed-proof',
]

/**
 * Judge every sign-off and reaffirmation that names an edition.
 *
 * @param textDigest
 *   Asked once, and only when there is a sign-off that would count.
 */
export async function judgeSignOffs(
  edition: Candidate,
  statements: Statements,
  rules: Rules & {trust: Trust},
  textDigest: () => Promise<string>,
): Promise<SignOffs> {
  const result: SignOffs = {counted: [], reaffirmations: [], reasons: []}

  for (const item of statements.about(edition)) {
    const {id, statement} = item.verified
    const {kind} = statement
    if (kind !== 'sign-off' && kind !== 'reaffirmation') continue
    const fault =
      ruleFault(item, edition, rules) ??
      roleFault(item, edition, rules.trust) ??
      (statement.text && statement.text.digest !== (await textDigest())
        ? {
            code: 'text-differs' as const,
            message: `The text that was read (renderer ${statement.text.renderer}) is not this text`,
          }
        : null)
    if (fault) result.reasons.push({statement: id, ...fault})
    else if (kind === 'sign-off') result.counted.push(item)
    else result.reaffirmations.push(item)
  }

  result.reasons.push(
    ...statements
      .brokenAbout(edition.id)
      .filter(({kind, claims}) => [kind, claims?.kind].includes('sign-off'))
      .map((broken) => brokenReason(broken, edition)),
  )
  result.reasons.sort((a, b) => compareText(a.statement, b.statement))
  return result
}

/**
 * Hold sign-offs against the quorum.
 *
 * @returns
 *   The role that each human counts for; where it is the emergency quorum that is met, the UTC
 *   instant until which that holds.
 * @throws `RefusedError` with the one code.
 */
export function checkQuorum(
  edition: Candidate,
  signOffs: SignOffs,
  {trust: {policy}, memory, now}: {trust: Trust; memory: Memory; now: string},
): {roles: QuorumResult['roles']; emergencyUntil: string | null} {
  const regular = signOffs.counted.filter(({verified}) => !isEmergency(verified.statement))
  const full = matchQuorum(policy[edition.payload.kind], regular)
  if (full.met) return {roles: full.roles, emergencyUntil: null}

  const emergencies = signOffs.counted.filter(({verified}) => isEmergency(verified.statement))
  if (policy.emergency && emergencies.length > 0) {
    const {met, roles} = matchQuorum(policy.emergency.quorum, signOffs.counted)
    if (met) {
      const first = firstEmergency(edition, emergencies, memory)
      const deadline = new Date(first + policy.emergency.deadlineHours * 3_600_000).toISOString()
      if (Date.parse(now) <= Date.parse(deadline)) return {roles, emergencyUntil: deadline}
      throw new RefusedError(
        'emergency-lapsed',
        `The emergency sign-off held until ${deadline}; ${lacks(full.missing)}`,
        {reasons: signOffs.reasons},
      )
    }
  }
  throw quorumRefusal(full, signOffs.reasons)
}

/**
 * When an edition was first signed in an emergency: a second one buys no time.
 *
 * One that was taken away since counts by the ledger.
 */
function firstEmergency(
  {id, digest, payload}: Candidate,
  emergencies: readonly AcceptedStatement[],
  memory: Memory,
): number {
  const remembered = (memory.statements.get(payload.article) ?? []).filter(
    (seen) => seen.kind === 'sign-off' && isEmergency(seen) && seen.edition === id,
  )
  const times = [
    ...emergencies.map(({verified}) => verified.statement.at),
    ...remembered.filter((seen) => seen.digest === digest).map(({signedAt}) => signedAt),
  ]
  return Math.min(...times.map((at) => Date.parse(at)))
}

function quorumRefusal(full: QuorumResult, reasons: Refusal['reasons']): RefusedError {
  const first = reasons.toSorted((a, b) => rank(a.code) - rank(b.code))[0]
  if (full.humanTwice) {
    return new RefusedError('one-human-twice', `One human counts once; ${lacks(full.missing)}`, {
      reasons,
    })
  }
  if (first) {
    return new RefusedError(
      first.code,
      `${first.message} (\`${first.statement}\`); ${lacks(full.missing)}`,
      {reasons},
    )
  }
  return new RefusedError('no-sign-off', `Not signed yet: ${lacks(full.missing)}`)
}

/** Only roles that the policy asks for count, and emergencies only where it knows them. */
function roleFault(
  {verified: {statement}}: AcceptedStatement,
  edition: Candidate,
  {policy}: Trust,
): {code: RefusalCode; message: string} | null {
  if (statement.kind === 'reaffirmation') {
    return statement.role === 'medical-expert'
      ? null
      : {code: 'wrong-role', message: 'Only a medical expert can reaffirm an edition'}
  }
  if (isEmergency(statement) && !policy.emergency) {
    return {code: 'wrong-meaning', message: 'The policy has no emergency sign-off'}
  }
  const quorum: Quorum[] = isEmergency(statement)
    ? (policy.emergency?.quorum ?? [])
    : [...policy[edition.payload.kind], ...(policy.emergency?.quorum ?? [])]
  return quorum.some(({role}) => role === statement.role)
    ? null
    : {code: 'wrong-role', message: `The policy asks for no sign-off by a ${statement.role}`}
}

function brokenReason(
  {id, code, message, claims}: BrokenStatement,
  {id: edition, payload}: Candidate,
): Refusal['reasons'][number] {
  if (claims && claims.edition !== edition) {
    return {
      statement: id,
      code: claims.article === payload.article ? 'other-edition' : 'other-article',
      message: `It is filed under this edition but is about \`${claims.edition}\``,
    }
  }
  return {statement: id, code, message}
}

function isEmergency({meaning}: {meaning: string}): boolean {
  return meaning === 'emergency'
}

function rank(code: RefusalCode): number {
  const index = ranks.indexOf(code)
  return index === -1 ? ranks.length : index
}

function lacks(missing: readonly Role[]): string {
  return missing.length === 0
    ? 'the policy asks for nobody, so nobody can approve'
    : `it still needs ${missing.map((role) => `one ${role}`).join(' and ')}`
}
