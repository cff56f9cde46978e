import type {Admission} from './admission/admission.ts'
import {isOverdue} from './admission/review-dates.ts'
import {changedSince} from './changed-since.ts'
import type {LedgerEntry} from './ledger-entry.ts'
import type {Content, EditionPayload} from './types.ts'

/**
 * State of an article: what is out, and the work on the next edition. Never stored.
 *
 * `overdue` is also what the policy took out because its review is.
 */
export interface ReviewStatus {
  live: 'none' | 'live' | 'overdue' | 'withdrawn'
  work: 'none' | 'draft' | 'in-review' | 'changes-requested' | 'approved'
}

/** All that the status of one article follows from. */
export interface ReviewFacts {
  article: string
  admission: Admission
  ledger: readonly LedgerEntry[]
  /** Of the documents as they are now; null when there are none, or they cannot be assembled. */
  content: Content | null
  /** The newest edition of the article that can be read. */
  newest: EditionPayload | null
}

/**
 * Derive the review status of an article.
 *
 * `live` is what an export made public: an edition that may go out but never did is work that is
 * `approved`.
 */
export function reviewStatus(facts: ReviewFacts): ReviewStatus {
  return {live: liveState(facts), work: workState(facts)}
}

function liveState({article, admission, ledger}: ReviewFacts): ReviewStatus['live'] {
  if (admission.withdrawn.some((withdrawal) => withdrawal.article === article)) return 'withdrawn'
  const last = lastExport(article, ledger)
  const approved = admission.approved.find(({payload}) => payload.article === article)
  if (approved) {
    if (last?.event !== 'exported') return 'none'
    return isOverdue(approved.reviewDue, admission.now) ? 'overdue' : 'live'
  }
  const isHidden = admission.refused.some(
    (refusal) => refusal.article === article && refusal.code === 'overdue',
  )
  // Taken out because of that, if an export ran since.
  const wasOut = last?.event === 'exported' || last?.because === 'overdue'
  return isHidden && wasOut ? 'overdue' : 'none'
}

function workState(facts: ReviewFacts): ReviewStatus['work'] {
  const {admission, content, newest, ledger} = facts
  if (!newest) return content ? 'draft' : 'none'
  if (content && changedSince(content, newest)) return 'draft'

  if (admission.approved.some(({payload}) => payload.id === newest.id)) {
    const exported = ledger.some(
      (entry) => entry.event === 'exported' && entry.edition === newest.id,
    )
    return exported ? 'none' : 'approved'
  }
  const code = admission.refused.find(({edition}) => edition === newest.id)?.code
  if (code === undefined || code === 'withdrawn' || code === 'superseded' || code === 'overdue') {
    return 'none'
  }
  return code === 'change-requested' ? 'changes-requested' : 'in-review'
}

type ExportEntry = Extract<LedgerEntry, {event: 'exported' | 'removed'}>

/** What the ledger says last: that the article went out, or was removed. */
function lastExport(article: string, ledger: readonly LedgerEntry[]): ExportEntry | undefined {
  return ledger.filter(isExport).findLast((entry) => entry.article === article)
}

function isExport(entry: LedgerEntry): entry is ExportEntry {
  return entry.event === 'exported' || entry.event === 'removed'
}
