import type {RawDocument} from '#pipeline'

import type {ArticleStatus} from '../records/records.ts'
import {nameOf} from '../structure/status-line.ts'

/** How much one reviewer is asked for. */
export interface Load {
  /** Id of the person; empty for reviews that name nobody. */
  person: string
  name: string
  open: number
  late: number
}

/** Count the open reviews of each wanted reviewer, most first. */
export function reviewLoad(
  statuses: readonly ArticleStatus[],
  documents: ReadonlyMap<string, RawDocument>,
  today: string,
): Load[] {
  const loads = new Map<string, Load>()
  for (const {work, wantedReviewers, dueDate} of statuses) {
    if (work !== 'in-review') continue
    for (const person of wantedReviewers.length > 0 ? wantedReviewers : ['']) {
      const name = person === '' ? 'Nobody named' : nameOf(person, documents)
      const load = loads.get(person) ?? {person, name, open: 0, late: 0}
      load.open += 1
      if (dueDate !== null && dueDate < today) load.late += 1
      loads.set(person, load)
    }
  }
  return [...loads.values()].toSorted(
    (left, right) => right.open - left.open || left.name.localeCompare(right.name),
  )
}
