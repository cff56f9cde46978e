import type {ArticleRecords, ArticleStatus} from '../../records/records.ts'
import {dayOf, momentOf, zonedMomentOf} from '../parts/dates.ts'

/** A status in two words, and in a sentence. */
export interface StatusBadge {
  label: string
  title: string
  color: 'primary' | 'success' | 'warning' | 'danger'
}

/** Say what is out; null when nothing is. */
export function liveBadge({
  approved,
  exported,
  live,
  withdrawal,
}: ArticleStatus): StatusBadge | null {
  const number = exported?.number ?? approved?.number ?? withdrawal?.number
  switch (live) {
    case 'live':
      return {
        label: `Live: version ${number}`,
        title: approved?.reviewDue ? `Next review by ${dayOf(approved.reviewDue)}` : 'It is out',
        color: 'success',
      }
    case 'overdue':
      return {
        label: 'Overdue',
        title: `Version ${number} is out, and its review was due ${dayOf(approved?.reviewDue ?? '')}`,
        color: 'danger',
      }
    case 'withdrawn':
      return {label: 'Withdrawn', title: 'Publishers are told to remove it', color: 'danger'}
    case 'none':
    default:
      return null
  }
}

/** Say how far the next version is; null when there is no work on one. */
export function workBadge({newest, refusal, work}: ArticleStatus): StatusBadge | null {
  switch (work) {
    case 'draft':
      return newest
        ? {
            label: `Changed since version ${newest.number}`,
            title: 'What was edited since is not submitted yet',
            color: 'warning',
          }
        : {label: 'Draft', title: 'It was never submitted for review', color: 'primary'}
    case 'in-review':
      return {
        label: `In review: version ${newest?.number}`,
        title: refusal?.message ?? 'It waits for signatures',
        color: 'primary',
      }
    case 'changes-requested':
      return {
        label: 'Changes requested',
        title: refusal?.message ?? 'A reviewer asked for changes',
        color: 'warning',
      }
    case 'approved':
      return {
        label: `Approved: version ${newest?.number}`,
        title: 'It goes out with the next export',
        color: 'success',
      }
    case 'none':
    default:
      return null
  }
}

const pendingWords = {
  correction: ['Correction', 'Readers see its words'],
  withdrawal: ['Withdrawal', 'It is taken out'],
  restoration: ['Restoration', 'It counts'],
} as const

/** Say what will take effect by itself next; null when nothing waits. */
export function pendingBadge({admission}: Pick<ArticleRecords, 'admission'>): StatusBadge | null {
  const [next] = admission?.pending ?? []
  if (!next) return null
  const [what, effect] = pendingWords[next.kind]
  return {
    label: `${what} pending: ${momentOf(next.effective)}`,
    title: `${effect} from ${zonedMomentOf(next.effective)} on`,
    color: 'warning',
  }
}

/** All that there is to say of where an article stands. */
export function badgesOf(records: ArticleRecords): StatusBadge[] {
  return [workBadge(records), liveBadge(records), pendingBadge(records)].filter(
    (badge) => badge !== null,
  )
}
