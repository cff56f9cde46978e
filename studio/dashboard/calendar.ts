import type {ArticleStatus} from '../records/records.ts'
import {addDays} from '../structure/tasks.ts'

/** A day on which something is due. */
export interface DueEntry {
  /** Calendar day. */
  day: string
  article: string
  kind: 'article' | 'site'
  title: string
  /** What is due: the review of a version that was submitted, or of what is out. */
  what: 'review' | 're-review'
}

/** Find everything that is due on a day, in order. */
export function dueEntries(statuses: readonly ArticleStatus[]): DueEntry[] {
  return statuses
    .flatMap(({article, kind, title, work, dueDate, approved}): DueEntry[] => {
      const base = {article, kind, title: title || 'Untitled'}
      const isUnderReview = work === 'in-review' || work === 'changes-requested'
      const reviewDue = approved?.reviewDue?.slice(0, 10)
      return [
        ...(dueDate && isUnderReview ? [{...base, day: dueDate, what: 'review' as const}] : []),
        ...(reviewDue ? [{...base, day: reviewDue, what: 're-review' as const}] : []),
      ]
    })
    .toSorted((a, b) => (a.day + a.title).localeCompare(b.day + b.title))
}

/**
 * The weeks of a month, Monday first, with the days of other months that fill them.
 *
 * @param month Such as `2026-11`.
 * @returns Calendar days, seven a week.
 */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  const start = addDays(first, -weekday)
  const next = addMonths(month, 1)
  const weeks: string[][] = []
  for (let day = start; day < `${next}-01`; day = addDays(day, 7)) {
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((offset) => addDays(day, offset)))
  }
  return weeks
}

/** The month so many months after another. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}
