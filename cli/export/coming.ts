import type {Admission, LedgerEntry, PendingStatement} from '#pipeline'

import {audiencesOf} from './audiences.ts'
import {firstExports, openingsAfter, type ComingOpening} from './openings.ts'
import type {PublisherProfile} from './publisher-profiles.ts'

/** What passes by itself for one article. */
export interface Coming {
  /** UTC instants; null for none. */
  reviewDue: string | null
  /** Until when an emergency sign-off holds. */
  emergencyUntil: string | null
  /** Audiences that do not have it yet. */
  openings: Array<Pick<ComingOpening, 'audience' | 'opens'>>
  /** Statements that take effect later. */
  pending: Array<Pick<PendingStatement, 'kind' | 'effective' | 'statement'>>
}

/** Say what will happen to articles though nobody signs anything. */
export function comingOf(
  admission: Admission,
  ledger: readonly LedgerEntry[],
  profiles: readonly PublisherProfile[],
): (article: string) => Coming {
  const {approved, pending, now} = admission
  const openings = openingsAfter(now, audiencesOf(profiles), approved, firstExports(ledger))
  return (article) => {
    const own = approved.find(({payload}) => payload.article === article)
    return {
      reviewDue: own?.reviewDue ?? null,
      emergencyUntil: own?.emergency ? own.validUntil : null,
      openings: openings
        .filter((opening) => opening.article === article)
        .map(({audience, opens}) => ({audience, opens})),
      pending: pending
        .filter((statement) => statement.article === article)
        .map(({kind, effective, statement}) => ({kind, effective, statement})),
    }
  }
}

/** Write it, a line each. */
export function comingLines(
  {article, live}: {article: string; live: string},
  {reviewDue, emergencyUntil, openings, pending}: Coming,
): string[] {
  return [
    ...(live === 'overdue' && reviewDue !== null
      ? [`${article}: its review was due at ${reviewDue}`]
      : []),
    ...(emergencyUntil === null
      ? []
      : [`${article}: an emergency sign-off lets it out until ${emergencyUntil}`]),
    ...openings.map(({audience, opens}) => `${article}: opens to ${audience} at ${opens}`),
    ...pending.map(({kind, effective}) => `${article}: a ${kind} takes effect at ${effective}`),
  ]
}
