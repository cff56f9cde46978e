import type {ArticleStatus, VersionSummary} from '../../../studio/records/records.ts'
import type {Viewer} from '../../../studio/structure/tasks.ts'

/** A version, but for what a test says. */
export function makeVersion(given: Partial<VersionSummary> = {}): VersionSummary {
  return {
    id: 'edition.a.1',
    number: 1,
    digest: '0'.repeat(64),
    sealedAt: '2026-03-01T09:00:00Z',
    changeNote: '',
    contributors: [],
    ...given,
  }
}

/** The status of a draft that nobody submitted, but for what a test says. */
export function makeStatus(given: Partial<ArticleStatus> = {}): ArticleStatus {
  return {
    article: 'a',
    kind: 'article',
    title: 'Sample',
    slug: 'sample',
    language: 'en',
    topics: [],
    live: 'none',
    work: 'draft',
    newest: null,
    approved: null,
    exported: null,
    changedSince: [],
    refusal: null,
    withdrawal: null,
    fault: null,
    wantedReviewers: [],
    dueDate: null,
    editedAt: '2026-03-01T09:00:00Z',
    ...given,
  }
}

/** An editor on 1 June 2026, but for what a test says. */
export function makeViewer(given: Partial<Viewer> = {}): Viewer {
  return {
    id: 'me',
    roles: ['editor'],
    people: ['person-me'],
    edited: new Set(),
    signable: new Set(),
    today: '2026-06-01',
    ...given,
  }
}
