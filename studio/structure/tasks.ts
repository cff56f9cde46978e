import type {ArticleStatus} from '../records/records.ts'

/** Who looks at the lists. */
export interface Viewer {
  /** Lake identity. */
  id: string
  roles: readonly string[]
  /** Ids of their person, as articles name wanted reviewers; none when no key of theirs is known. */
  people: readonly string[]
  /** Articles whose text they changed since the last version. */
  edited: ReadonlySet<string>
  /** Articles in review that lack a signature of a role that they sign in. */
  signable: ReadonlySet<string>
  /** Calendar day. */
  today: string
}

/** A list of the desk: which articles need something of a kind. */
export interface Task {
  /** Also the list's place in addresses. */
  name: string
  title: string
  /** What an empty list says. */
  empty: string
  /** Roles that the list is for; everyone who may see drafts where left out. */
  roles?: readonly string[]
  /** The view that its articles open with. */
  view?: 'review'
  shows(status: ArticleStatus, viewer: Viewer): boolean
}

/** How long before a review is due it is time to start, in days. */
const noticeDays = 60

const writers = ['editor', 'administrator']

/** The lists, in the order of the work. */
export const tasks: readonly Task[] = [
  {
    name: 'my-drafts',
    title: 'My drafts',
    empty: 'You have no drafts under way.',
    roles: writers,
    shows: ({article, work}, {edited}) => work === 'draft' && edited.has(article),
  },
  {
    name: 'to-review',
    title: 'For me to review',
    empty: 'Nothing waits for your review.',
    roles: ['medical-expert', 'editor'],
    view: 'review',
    shows: isForMe,
  },
  {
    name: 'in-review',
    title: 'In review',
    empty: 'Nothing is in review.',
    view: 'review',
    shows: ({work}) => work === 'in-review',
  },
  {
    name: 'changes-requested',
    title: 'Changes requested',
    empty: 'No reviewer waits for changes.',
    view: 'review',
    shows: ({work}) => work === 'changes-requested',
  },
  {
    name: 'approved',
    title: 'Approved',
    empty: 'No version is approved.',
    view: 'review',
    shows: ({approved}) => approved !== null,
  },
  {
    name: 'due',
    title: 'Due for re-review',
    empty: `No review falls due within ${noticeDays} days.`,
    view: 'review',
    shows: isDueSoon,
  },
  {
    name: 'overdue',
    title: 'Overdue',
    empty: 'No review is overdue.',
    view: 'review',
    shows: isOverdue,
  },
  {
    name: 'withdrawn',
    title: 'Withdrawn',
    empty: 'Nothing is withdrawn.',
    view: 'review',
    shows: ({live}) => live === 'withdrawn',
  },
]

/** The lists that someone with these roles needs. */
export function tasksFor(roles: readonly string[]): Task[] {
  return tasks.filter((task) => !task.roles || task.roles.some((role) => roles.includes(role)))
}

/** Is a version in review that this person may sign: wanted, or nobody named? */
export function isForMe(status: ArticleStatus, {id, people, signable}: Viewer): boolean {
  const {article, work, wantedReviewers, newest} = status
  if (work !== 'in-review' || !signable.has(article) || newest?.contributors.includes(id)) {
    return false
  }
  return wantedReviewers.length === 0 || wantedReviewers.some((wanted) => people.includes(wanted))
}

/** Does the review of what is out fall due soon? */
function isDueSoon({approved}: ArticleStatus, {today}: Pick<Viewer, 'today'>): boolean {
  const due = approved?.reviewDue?.slice(0, 10)
  return due !== undefined && due >= today && due <= addDays(today, noticeDays)
}

/** Is the review of what is out past due? */
export function isOverdue(status: ArticleStatus, {today}: Pick<Viewer, 'today'>): boolean {
  const {approved, live, refusal} = status
  const due = approved?.reviewDue?.slice(0, 10)
  return live === 'overdue' || refusal?.code === 'overdue' || (due !== undefined && due < today)
}

/** The calendar day so many days after another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
