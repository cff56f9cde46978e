import type {ApprovedEdition, VerifiedStatement} from '../types.ts'
import type {Candidate} from './admission.ts'
import {compareTime} from './compare-time.ts'
import {fitFault, timeFault} from './fits-edition.ts'
import type {Court} from './judge-edition.ts'
import {judgeRestorations} from './restorations.ts'
import type {Withdrawals} from './withdrawals.ts'

/**
 * Pick the statements about an article whose words its pages may show, oldest first.
 *
 * Corrections of the edition that goes out and of lower ones; and where a withdrawn edition came
 * back, the last of the restorations that brought it back. Each fits its edition to the digest.
 */
export function noticesOf(
  approved: ApprovedEdition,
  candidates: readonly Candidate[],
  {standing}: Withdrawals,
  {statements, rules}: Court,
): VerifiedStatement[] {
  const {article, number} = approved.payload
  const corrections = (statements.byArticle.get(article) ?? []).filter(
    ({verified: {statement}}) =>
      statement.kind === 'correction' &&
      candidates.some(
        (edition) =>
          edition.payload.number <= number &&
          !fitFault(statement, edition) &&
          !timeFault(statement, edition.payload.sealedAt, rules.now),
      ),
  )

  const cameBack = standing.some((withdrawal) => withdrawal.number >= number)
  const edition = candidates.find(({id}) => id === approved.payload.id)
  const restorations =
    cameBack && edition ? judgeRestorations(edition, statements, rules).counted : []
  const last = restorations
    .filter(({verified}) => verified.statement.notice !== undefined)
    .toSorted((a, b) => compareTime(a.verified, b.verified))
    .at(-1)

  return [...corrections, ...(last ? [last] : [])]
    .map(({verified}) => verified)
    .toSorted(compareTime)
}
