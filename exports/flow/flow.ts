/**
 * An article as one flow of paragraphs, pictures and tables: what word processors and layout
 * programs know. In the order of the page.
 */
export type Flow = Block[]

export type Block = Paragraph | Picture | Table

/** Names of paragraph styles, the same in every format that has named styles. */
export type ParagraphStyle =
  | 'Kicker'
  | 'Title'
  | 'Summary'
  | 'Byline'
  | 'Banner'
  | 'Heading 1'
  | 'Heading 2'
  | 'Heading 3'
  | 'Heading 4'
  | 'Heading 5'
  | 'Key Points Heading'
  | 'Key Point'
  | 'Body'
  | 'List Bullet'
  | 'List Number'
  | 'Callout Title'
  | 'Callout'
  | 'Pull Quote'
  | 'Expert Quote'
  | 'Attribution'
  | 'Related'
  | 'Caption'
  | 'Image Withheld'
  | 'Table Caption'
  | 'Table Head'
  | 'Table Cell'
  | 'Back Heading'
  | 'Term'
  | 'Definition'
  | 'Sourcing'
  | 'Source'
  | 'Source State'
  | 'Source Note'

export interface Paragraph {
  type: 'paragraph'
  style: ParagraphStyle
  /** Of a callout or a banner: how grave it is. */
  tone?: 'note' | 'warning' | 'urgent'
  /** Ids that links lead to. */
  ids: string[]
  list?: ListPlace
  runs: Run[]
}

/** Where a paragraph stands in a list. */
export interface ListPlace {
  ordered: boolean
  /** From 0. */
  level: number
  /** Of an ordered list: which one it is in the flow, from 1; each counts from 1. */
  instance: number
  /** Further paragraphs of an item have no marker. */
  marked: boolean
}

/** Characters of one look. */
export interface Run {
  text: string
  bold?: boolean
  italic?: boolean
  superscript?: boolean
  subscript?: boolean
  code?: boolean
  struck?: boolean
  /** Absolute http(s) or mailto address. */
  href?: string
  /** Id in the same flow. */
  target?: string
  /** BCP 47, where it is not the article's. */
  language?: string
}

export interface Picture {
  type: 'picture'
  /** Path of the asset, such as `assets/3f2a….svg`. */
  path: string
  alt: string
  /** Pixels. */
  width: number
  height: number
}

export interface Table {
  type: 'table'
  rows: TableRow[]
}

export interface TableRow {
  /** Repeated on each page. */
  header: boolean
  cells: Array<{header: boolean; paragraphs: Paragraph[]}>
}
