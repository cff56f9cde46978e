import type {Admission} from './admission/admission.ts'
import {isOverdue} from './admission/review-dates.ts'
import {changedSince} from './changed-since.ts'
import type {LedgerEntry} from './ledger-entry.ts'
import type {Content, EditionPayload} from './types.ts'

/** State of an article: what is out, and the work on the next edition. Never stored. */
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
  const approved = admission.approved.find(({payload}) => payload.article === article)
  if (!approved || !isOut(article, ledger)) return 'none'
  return isOverdue(approved.reviewDue, admission.now) ? 'overdue' : 'live'
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

/** The last that the ledger says of the article is an export, not its removal. */
function isOut(article: string, ledger: readonly LedgerEntry[]): boolean {
  const last = ledger.findLast(
    (entry) =>
      (entry.event === 'exported' || entry.event === 'removed') && entry.article === article,
  )
  return last?.event === 'exported'
}
