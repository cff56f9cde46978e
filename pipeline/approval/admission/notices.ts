import type {ApprovedEdition, Statement, VerifiedStatement} from '../types.ts'
import {effectiveOf, isPending} from '../update-type.ts'
import type {Candidate} from './admission.ts'
import {compareTime} from './compare-time.ts'
import {fitFault, timeFault} from './fits-edition.ts'
import type {Court} from './judge-edition.ts'
import {judgeRestorations} from './restorations.ts'
import type {Withdrawals} from './withdrawals.ts'

/**
 * Pick the statements about an article whose words its pages may show, oldest first.
 *
 * Corrections of the edition that goes out and of lower ones, once they are effective; and where a
 * withdrawn edition came back, the last of the restorations that brought it back. Each fits its
 * edition to the digest.
 */
export function noticesOf(
  approved: ApprovedEdition,
  candidates: readonly Candidate[],
  {standing}: Withdrawals,
  court: Court,
): VerifiedStatement[] {
  const {statements, rules} = court
  const {article, number, id} = approved.payload
  const corrections = correctionsOf(article, number, candidates, court).filter(
    ({statement}) => !isPending(statement, rules.now),
  )

  const out = standing.filter((withdrawal) => withdrawal.number >= number)
  const edition = candidates.find((candidate) => candidate.id === id)
  const restorations = edition ? judgeRestorations(edition, statements, rules).counted : []
  const last = restorations
    .map(({verified}) => verified)
    .filter(({statement}) => statement.notice !== undefined && endsOne(statement, out))
    .toSorted(compareTime)
    .at(-1)

  return [...corrections, ...(last ? [last] : [])].toSorted(compareTime)
}

/** List the corrections of an article whose effective time lies ahead. */
export function pendingCorrections(
  article: string,
  candidates: readonly Candidate[],
  court: Court,
): VerifiedStatement[] {
  return correctionsOf(article, Infinity, candidates, court).filter(({statement}) =>
    isPending(statement, court.rules.now),
  )
}

/** Corrections that fit an edition up to a number, to the digest. */
function correctionsOf(
  article: string,
  upTo: number,
  candidates: readonly Candidate[],
  {statements, rules}: Court,
): VerifiedStatement[] {
  return (statements.byArticle.get(article) ?? [])
    .map(({verified}) => verified)
    .filter(
      ({statement}) =>
        statement.kind === 'correction' &&
        candidates.some(
          (edition) =>
            edition.payload.number <= upTo &&
            !fitFault(statement, edition) &&
            !timeFault(statement, edition.payload.sealedAt, rules.now),
        ),
    )
}

/** Whether an edition was out of sight before a restoration: one called off in time was not. */
function endsOne(restoration: Statement, withdrawals: Withdrawals['standing']): boolean {
  return withdrawals.some(
    ({effective}) => Date.parse(effectiveOf(restoration)) >= Date.parse(effective),
  )
}
