import type {ArticleStatus} from '../records/records.ts'
import {dayOf} from '../review/parts/dates.ts'
import {isForMe, isOverdue, type Viewer} from '../structure/tasks.ts'

/** Something that someone has to do. */
export interface Waiting {
  article: string
  kind: 'article' | 'site'
  title: string
  /** What is to do. */
  text: string
  tone: 'critical' | 'caution' | 'primary'
  /** Calendar day; null when there is no hurry. */
  due: string | null
  view: 'review' | null
}

/** Find what waits for someone, what is late first, then what is due first. */
export function waitingFor(statuses: readonly ArticleStatus[], viewer: Viewer): Waiting[] {
  return statuses
    .flatMap((status) => waits(status, viewer))
    .toSorted((left, right) => orderOf(left).localeCompare(orderOf(right)))
}

function waits(status: ArticleStatus, viewer: Viewer): Waiting[] {
  const {article, kind, title, work, dueDate, newest, refusal} = status
  const base = {article, kind, title: title || 'Untitled', due: dueDate}
  const isLate = dueDate !== null && dueDate < viewer.today
  const tone = isLate ? 'critical' : 'primary'
  const isWriter = viewer.roles.some((role) => role === 'editor' || role === 'administrator')
  const isMine = viewer.edited.has(article) || newest?.contributors.includes(viewer.id) === true

  if (isForMe(status, viewer)) {
    return [{...base, text: `Review and sign version ${newest?.number}`, tone, view: 'review'}]
  }
  if (isWriter && work === 'changes-requested' && (isMine || isAdministrator(viewer))) {
    const text = refusal?.message ?? 'A reviewer asked for changes'
    return [{...base, text, tone: isLate ? 'critical' : 'caution', view: 'review'}]
  }
  if (isWriter && work === 'draft' && viewer.edited.has(article)) {
    return [{...base, text: 'Finish your draft and submit it', tone, view: null}]
  }
  if (isWriter && isOverdue(status, viewer)) {
    const due = status.approved?.reviewDue ?? null
    const text = due ? `Its review was due ${dayOf(due)}` : 'Its review is overdue'
    return [{...base, due, text, tone: 'critical', view: 'review'}]
  }
  return []
}

function isAdministrator({roles}: Viewer): boolean {
  return roles.includes('administrator')
}

function orderOf({tone, due, title}: Waiting): string {
  return `${tone === 'critical' ? 0 : 1} ${due ?? '9999'} ${title}`
}
