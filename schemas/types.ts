import type {
  Article,
  ArticleLink,
  Body,
  Citation,
  CitationUse,
  Edition,
  Figure,
  GlossaryTerm,
  Person,
  Publisher,
  RichText,
  ReviewNote,
  Section,
  SharedSection,
  SharedSectionUse,
  SiteSettings,
  Statement,
  TermUse,
  WebLink,
} from './types.generated.ts'

export type {
  Article,
  ArticleLink,
  Body,
  Callout,
  Citation,
  CitationItem,
  CitationUse,
  ConflictOfInterest,
  CslDate,
  CslName,
  Edition,
  ExpertQuote,
  Figure,
  FigureUse,
  GlossaryTerm,
  Licence,
  Person,
  Publisher,
  PullQuote,
  RelatedArticle,
  RichText,
  ReviewNote,
  Section,
  SharedSection,
  SharedSectionUse,
  ShareTarget,
  SiteSettings,
  Slug,
  Table,
  TableCell,
  TableRow,
  TermUse,
  TopicCode,
  WebLink,
} from './types.generated.ts'

/** A member of an array of objects: it has a key, unique in its array. */
export type Keyed<T> = T & {_key: string}

/** Names another document; `_weak` where that one may be missing. */
export interface Reference {
  _type: 'reference'
  _ref: string
  _weak?: boolean
}

/** Names an image asset. */
export type Image = Figure['image']

/** Health aspect of a section. */
export type Aspect = NonNullable<Section['aspect']>

/** A Portable Text block, its key aside. */
export type Block = Omit<RichText[number], '_key'>

/** A member of a section's body, its key aside. */
export type BodyMember = WithoutKey<Body[number]>

/** A run of text with the same marks, its key aside. */
export type Span = Exclude<WithoutKey<NonNullable<Block['children']>[number]>, CitationUse>

/** What a block's text can be marked as, by key. */
export type MarkDefinition = TermUse | ArticleLink | WebLink

/** A member of an article's `sections`. */
export type SectionMember = Section | SharedSectionUse

/** A `statement` document as stored. */
export type StatementRecord = Statement

export interface DocumentTypes {
  article: Article
  citation: Citation
  edition: Edition
  figure: Figure
  glossaryTerm: GlossaryTerm
  person: Person
  publisher: Publisher
  reviewNote: ReviewNote
  sharedSection: SharedSection
  siteSettings: SiteSettings
  statement: StatementRecord
}

export type DocumentTypeName = keyof DocumentTypes

/** Any document of the content model. */
export type MarrowDocument = DocumentTypes[DocumentTypeName]

type WithoutKey<T> = T extends unknown ? Omit<T, '_key'> : never
