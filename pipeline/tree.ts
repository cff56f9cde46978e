import type {Data, Literal, Parent, PhrasingContent, Root as MdastRoot, RootContent} from 'mdast'

import type {FigureUse, UsedTerm} from './composition.ts'

/** One work in an inline citation. */
export interface CitationItem {
  /** Id of the cited `citation` document. */
  source: string
  /** Place inside the work, such as `p. 12`. */
  locator?: string
  /** Words of the work that support the claim; never rendered into the running text. */
  excerpt?: string
}

/** Inline citation of one or several works: PT `citationUse`, Markdown `:cite`. */
export interface Citation {
  type: 'citation'
  items: CitationItem[]
  /** Reference numbers, in the order of `items`; set by `numberCitations`. */
  numbers?: number[]
  /** Id of the place in the page that the first reference links back to; set by `numberCitations`. */
  id?: string
  /** The same for each of `items`: `cite-2-1` is the first citation of reference 2. */
  ids?: string[]
  data?: Data
}

/** A calendar day in the running text, such as `2025-08-15`; a format writes it in its words. */
export interface CalendarDay extends Literal {
  type: 'calendarDay'
  /** ISO 8601. */
  value: string
}

/** Use of a glossary term: PT `termUse`, Markdown `:term`. */
export interface Term extends Parent {
  type: 'term'
  /** Id of the `glossaryTerm` document. */
  term: string
  /** `full (ABBR)` is due at the first use in the article; set by `expandTerms`. */
  first?: boolean
  /** What the glossary says; set by `expandTerms`. */
  entry?: UsedTerm
  /** It is in a link already, or in another term; set by `expandTerms`. */
  inLink?: boolean
  children: PhrasingContent[]
}

/** Link to another article by id: PT `articleLink`, Markdown `:article`. */
export interface ArticleLink extends Parent {
  type: 'articleLink'
  article: string
  /** What is known of the target; set by `resolveArticles`, absent when it is not published. */
  target?: {slug: string; language: string; title: string}
  children: PhrasingContent[]
}

export interface Superscript extends Parent {
  type: 'superscript'
  children: PhrasingContent[]
}

export interface Subscript extends Parent {
  type: 'subscript'
  children: PhrasingContent[]
}

/** Boxed advice: PT `callout`, Markdown `:::note`, `:::warning`, `:::urgent`. */
export interface Callout extends Parent {
  type: 'callout'
  tone: 'note' | 'warning' | 'urgent'
  title?: string
  children: RootContent[]
}

/** Use of a `figure` document: PT `figureUse`, Markdown `::figure`. */
export interface Figure {
  type: 'figure'
  figure: string
  /** Unique in the page: `fig-1`; set by `resolveFigures`. */
  id?: string
  /** Picture and rights; set by `resolveFigures`. */
  use?: FigureUse
  data?: Data
}

/** Callout between paragraphs that points to another article: PT `relatedArticle`, Markdown `::related`. */
export interface RelatedArticle {
  type: 'relatedArticle'
  article: string
  target?: {slug: string; language: string; title: string}
  data?: Data
}

/** Pull quote: PT `pullQuote`, Markdown `:::quote`. */
export interface PullQuote extends Parent {
  type: 'pullQuote'
  attribution?: string
  children: RootContent[]
}

/** A section; its `heading` is its first child once `identifySections` ran. */
export interface Section extends Parent {
  type: 'section'
  /** Unique in the page and stable across editions; set by `identifySections`. */
  id?: string
  /** The `anchor` that the editor gave, if any. */
  anchor?: string
  title: string
  aspect?: string
  /** 1 for a top section. */
  depth: number
  /** Position-derived keyed path in the article, such as `sections[_key=="s1"]`. */
  path: string
  children: RootContent[]
}

declare module 'mdast' {
  interface PhrasingContentMap {
    articleLink: ArticleLink
    calendarDay: CalendarDay
    citation: Citation
    subscript: Subscript
    superscript: Superscript
    term: Term
  }
  interface RootContentMap {
    articleLink: ArticleLink
    calendarDay: CalendarDay
    callout: Callout
    citation: Citation
    figure: Figure
    pullQuote: PullQuote
    relatedArticle: RelatedArticle
    section: Section
    subscript: Subscript
    superscript: Superscript
    term: Term
  }
  interface BlockContentMap {
    callout: Callout
    figure: Figure
    pullQuote: PullQuote
    relatedArticle: RelatedArticle
    section: Section
  }
  interface Data {
    /** Keyed path of the node in the article, for messages. */
    path?: string
  }
  interface TableData {
    /** Name of the table, like no other's in the page; set by `nameTables`. */
    name?: string
    /** Rows at the top that are headers (GFM has one; Portable Text any number). */
    headerRows?: number
    /** Columns at the start that are headers. */
    headerColumns?: number
    caption?: string
  }
}

/** Body of a page: sections, nested. */
export type Tree = MdastRoot
