import {compareText} from '#schemas'

import type {VerifiedStatement} from '../types.ts'
import {effectiveOf, isPending, updateOf} from '../update-type.ts'
import type {Candidate, PendingStatement} from './admission.ts'
import type {Court} from './judge-edition.ts'
import {pendingCorrections} from './notices.ts'
import {isRestored, judgeRestorations} from './restorations.ts'
import type {Withdrawals} from './withdrawals.ts'

/**
 * List what will take effect on an article by itself, once its time has come; a withdrawal that was
 * called off is not among it.
 */
export function pendingOf(
  article: string,
  candidates: readonly Candidate[],
  {pending}: Withdrawals,
  court: Court,
): PendingStatement[] {
  const restorations = (court.statements.byArticle.get(article) ?? [])
    .map(({verified}) => verified)
    .filter(
      ({statement}) => statement.kind === 'restoration' && isPending(statement, court.rules.now),
    )
  return [
    ...pending
      .filter((one) => !isCalledOff(one, candidates, court))
      .map(({id, edition, language, update, effective}) => ({
        kind: 'withdrawal' as const,
        article,
        edition,
        language,
        update,
        effective,
        statement: id,
      })),
    ...pendingCorrections(article, candidates, court).map(toPending),
    ...restorations.map(toPending),
  ]
}

function isCalledOff(
  {at, edition}: Withdrawals['pending'][number],
  candidates: readonly Candidate[],
  {rules, statements, trust}: Court,
): boolean {
  const named = candidates.find(({id}) => id === edition)
  if (!named) return false
  return isRestored(named, judgeRestorations(named, statements, rules), trust, at)
}

/** Sort by the time of effect, then by id. */
export function compareEffect(a: PendingStatement, b: PendingStatement): number {
  const difference = Date.parse(a.effective) - Date.parse(b.effective)
  return difference || compareText(a.statement, b.statement)
}

function toPending({id, statement}: VerifiedStatement): PendingStatement {
  const {article, edition, language} = statement
  return {
    kind: statement.kind === 'correction' ? 'correction' : 'restoration',
    article,
    edition,
    language,
    update: updateOf(statement),
    effective: effectiveOf(statement),
    statement: id,
  }
}
