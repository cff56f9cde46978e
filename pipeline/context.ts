import type {Notice, SiteInfo, SourceStatus} from './composition.ts'

/** What another article is, as far as it is known from admitted editions. */
export interface KnownArticle {
  /** `elsewhere`: live, and not among what the reader of this output gets. */
  status: 'live' | 'withdrawn' | 'unapproved' | 'elsewhere'
  slug: string
  language: string
  title: string
  /** Where one that is `elsewhere` is to be read. */
  url?: string
}

/**
 * Facts from outside an edition that its output needs.
 *
 * Made by `contextFor` from admitted editions, verified statements, the record of source checks
 * and the date; never from a mutable document.
 */
export interface Context {
  /** By article id. An id that is not here is not published. */
  articles: Record<string, KnownArticle>
  /** By citation id. An id that is not here is unchecked. */
  sources: Record<string, SourceStatus>
  notices: Notice[]
  /** The review date has passed. */
  overdue: boolean
  site: SiteInfo | null
  /** The trust file is marked as sample. */
  sample: boolean
  /** Calendar day (UTC) of the export: decides whether image rights have expired. */
  today: string
}

/** A context that knows nothing: what a preview without a lake composes with. */
export const emptyContext: Context = {
  articles: {},
  sources: {},
  notices: [],
  overdue: false,
  site: null,
  sample: false,
  today: '1970-01-01',
}
