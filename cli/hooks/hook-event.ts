import {createHash} from 'node:crypto'

import type {LedgerEntry} from '#pipeline'

import type {LastExport} from '../server/last-export.ts'
import type {HookKind} from './read-hooks.ts'

/** What a hook is told: the body of a webhook, the standard input of a command. */
export interface HookEvent {
  /** The same for every attempt, and for no other event. */
  id: string
  type: HookKind
  /** UTC instant of the event. */
  timestamp: string
  data: {
    article: string
    edition: string
    number?: number
    language?: string
    title?: string
    digest?: string
    /** Who asked for changes: a signer of the trust file. */
    signer?: string
    statement?: string
    reviewDue?: string
  }
}

/** What was told already; kept across restarts. */
export interface Told {
  /** Last entry of the ledger that was looked at. */
  ledger: number
  /** Editions that were admitted at some time. */
  approved: string[]
  /** Editions that are overdue now. */
  overdue: string[]
}

/** What there was before any hook: nobody is told of that. */
export function toldBefore(ledger: readonly LedgerEntry[], last: LastExport, now: string): Told {
  return newsSince({ledger: 0, approved: [], overdue: []}, ledger, last, now).told
}

/**
 * Find what hooks have to be told.
 *
 * @param told What they were told already.
 * @param last The newest export: what the gate admits.
 * @param now UTC instant.
 * @returns The events in order, and what is told once they are on their way.
 */
export function newsSince(
  told: Told,
  ledger: readonly LedgerEntry[],
  last: Pick<LastExport, 'at' | 'approved' | 'refused'>,
  now: string,
): {events: HookEvent[]; told: Told} {
  const fresh = ledger.filter(({seq}) => seq > told.ledger)
  const approved = last.approved.filter(({edition}) => !told.approved.includes(edition))
  const overdue = overdueIn(last, now)
  const late = overdue.filter(({edition}) => !told.overdue.includes(edition))
  return {
    events: [
      ...fresh.flatMap(fromEntry),
      ...approved.map(({article, edition, language, title, digest}) =>
        make('approved', last.at, edition, {article, edition, language, title, digest}),
      ),
      ...late.map((data) => make('overdue', last.at, `${data.edition} ${last.at}`, data)),
    ],
    told: {
      ledger: ledger.at(-1)?.seq ?? 0,
      approved: [...told.approved, ...approved.map(({edition}) => edition)],
      overdue: overdue.map(({edition}) => edition),
    },
  }
}

function fromEntry(entry: LedgerEntry): HookEvent[] {
  if (entry.event === 'edition-seen') {
    const {edition, article, number, language, digest, at} = entry
    return [make('submitted', at, entry.hash, {article, edition, number, language, digest})]
  }
  if (entry.event !== 'statement-seen' || entry.kind !== 'change-request') return []
  // The one that lifts another asks for nothing.
  if (entry.lifts !== undefined) return []
  const {edition, article, number, language, digest, at, signer, id: statement} = entry
  const data = {article, edition, number, language, digest, signer, statement}
  return [make('changes-requested', at, entry.hash, data)]
}

/** Editions that are out and due, or were taken out because they are. */
function overdueIn(
  {approved, refused}: Pick<LastExport, 'approved' | 'refused'>,
  now: string,
): HookEvent['data'][] {
  return [
    ...approved.flatMap(({article, edition, language, title, digest, reviewDue}) =>
      reviewDue !== null && Date.parse(now) > Date.parse(reviewDue)
        ? [{article, edition, language, title, digest, reviewDue}]
        : [],
    ),
    ...refused.flatMap(({article, edition, code}) =>
      code === 'overdue' && edition !== null ? [{article, edition}] : [],
    ),
  ]
}

function make(type: HookKind, timestamp: string, what: string, data: HookEvent['data']): HookEvent {
  const digest = createHash('sha256').update(`${type} ${what}`).digest('hex')
  return {id: `evt_${digest.slice(0, 32)}`, type, timestamp, data}
}
