/** What the definitions describe, as types; a parsed document has exactly these fields. */

/** Fields that every stored document may have; `_id` and `_type` always. */
interface SystemFields {
  _id: string
  _rev?: string
  _createdAt?: string
  _updatedAt?: string
}

/** Array members have a key, unique in their array. */
export type Keyed<T> = T & {_key: string}

export interface Reference {
  _type: 'reference'
  _ref: string
  _weak?: boolean
}

export interface Slug {
  _type: 'slug'
  current: string
}

export interface Image {
  _type: 'image'
  asset: Reference
}

export interface TopicCode {
  _type: 'topicCode'
  system: 'mesh' | 'snomed-ct' | 'icd-10'
  code: string
  label?: string
}

export interface Licence {
  _type: 'licence'
  name: string
  url?: string
}

export interface ExpertQuote {
  _type: 'expertQuote'
  text: string
  person: Reference
}

export interface CslName {
  _type: 'cslName'
  family?: string
  given?: string
  /** Name of a group, or one that has no parts. */
  literal?: string
}

export interface CslDate {
  _type: 'cslDate'
  year: number
  month?: number
  day?: number
}

export interface ConflictOfInterest {
  _type: 'conflictOfInterest'
  statement?: string
  date?: string
}

export interface ShareTarget {
  _type: 'shareTarget'
  name: string
  urlTemplate: string
}

export interface TermUse {
  _type: 'termUse'
  term: Reference
}

export interface ArticleLink {
  _type: 'articleLink'
  article: Reference
}

export interface WebLink {
  _type: 'webLink'
  href: string
}

export type MarkDefinition = TermUse | ArticleLink | WebLink

export interface Span {
  _type: 'span'
  text: string
  /** Decorators, or keys of the block's `markDefs`. */
  marks?: string[]
}

export interface CitationItem {
  _type: 'citationItem'
  source: Reference
  locator?: string
  excerpt?: string
}

export interface CitationUse {
  _type: 'citationUse'
  items: Array<Keyed<CitationItem>>
}

/** A Portable Text block. */
export interface Block {
  _type: 'block'
  style?: 'normal'
  listItem?: 'bullet' | 'number'
  level?: number
  children?: Array<Keyed<Span | CitationUse>>
  markDefs?: Array<Keyed<MarkDefinition>>
}

export interface FigureUse {
  _type: 'figureUse'
  figure: Reference
}

export interface TableCell {
  _type: 'tableCell'
  content?: Array<Keyed<Block>>
}

export interface TableRow {
  _type: 'tableRow'
  cells: Array<Keyed<TableCell>>
}

export interface Table {
  _type: 'table'
  caption?: string
  headerRows?: number
  headerColumns?: number
  rows: Array<Keyed<TableRow>>
}

export interface Callout {
  _type: 'callout'
  tone: 'note' | 'warning' | 'urgent'
  title?: string
  content: Array<Keyed<Block>>
}

export interface RelatedArticle {
  _type: 'relatedArticle'
  article: Reference
}

export interface PullQuote {
  _type: 'pullQuote'
  text: string
  attribution?: string
}

export type BodyMember = Block | FigureUse | Table | Callout | RelatedArticle | PullQuote

export type Aspect =
  | 'overview'
  | 'causes'
  | 'symptoms'
  | 'diagnosis'
  | 'treatment'
  | 'self-care'
  | 'when-to-seek-care'
  | 'prevention'
  | 'outlook'

export interface Section {
  _type: 'section'
  heading: string
  anchor?: string
  aspect?: Aspect
  body?: Array<Keyed<BodyMember>>
  markdown?: string
  sections?: Array<Keyed<Section>>
}

export interface SharedSectionUse {
  _type: 'sharedSectionUse'
  section: Reference
}

export interface Article extends SystemFields {
  _type: 'article'
  title: string
  slug: Slug
  language: string
  work?: string
  translatedFrom?: string
  audience: 'patient' | 'professional'
  summary: string
  keyPoints?: string[]
  topics?: Array<Keyed<TopicCode>>
  authors: Array<Keyed<Reference>>
  leadFigure?: Reference
  sections: Array<Keyed<Section | SharedSectionUse>>
  sources?: Array<Keyed<Reference>>
  related?: Array<Keyed<Reference>>
  expertQuote?: ExpertQuote
  reviewIntervalMonths: number
  licence?: Licence
  collections?: string[]
  wantedReviewers?: Array<Keyed<Reference>>
  dueDate?: string
}

export interface SharedSection extends SystemFields {
  _type: 'sharedSection'
  title?: string
  language: string
  section: Section
}

export interface Citation extends SystemFields {
  _type: 'citation'
  kind: 'article-journal' | 'webpage' | 'book' | 'chapter' | 'report' | 'guideline' | 'dataset'
  title: string
  authors?: Array<Keyed<CslName>>
  /** The list of authors is cut: "et al". */
  moreAuthors?: boolean
  editors?: Array<Keyed<CslName>>
  containerTitle?: string
  containerTitleShort?: string
  publisher?: string
  publisherPlace?: string
  issued?: CslDate
  /** Published online. */
  online?: CslDate
  volume?: string
  issue?: string
  pages?: string
  /** Article number. */
  number?: string
  edition?: string
  doi?: string
  pmid?: string
  pmcid?: string
  url?: string
  /** Calendar day. */
  accessed?: string
  status?: 'unchecked' | 'current' | 'corrected' | 'expression-of-concern' | 'retracted'
  statusCheckedAt?: string
}

export interface Person extends SystemFields {
  _type: 'person'
  name: string
  credentials?: string[]
  affiliation?: string
  sample?: boolean
  specialty?: string
  boardMember?: boolean
  boardRole?: string
  conflictOfInterest?: ConflictOfInterest
  photo?: Image
  photoAlt?: string
  biography?: Array<Keyed<Block>>
  roles?: Array<'author' | 'editor' | 'medical-expert'>
}

export interface Figure extends SystemFields {
  _type: 'figure'
  image: Image
  alt: string
  caption?: string
  credit: string
  licence: Licence
  /** Calendar day. */
  rightsExpire?: string
  uses: Array<'own-site' | 'syndication' | 'print'>
}

export interface GlossaryTerm extends SystemFields {
  _type: 'glossaryTerm'
  abbreviation?: string
  expansion: string
  definition?: string
  language: string
}

export interface Publisher extends SystemFields {
  _type: 'publisher'
  name: string
  formats?: string[]
  collections?: string[]
  languages?: string[]
  embargoHours?: number
}

export interface SiteSettings extends SystemFields {
  _type: 'siteSettings'
  name: string
  language: string
  url?: string
  editorialPolicy: Array<Keyed<Block>>
  factChecking?: Array<Keyed<Block>>
  sourcing?: string
  disclaimer?: string
  expertBoard?: Array<Keyed<Reference>>
  feedbackUrl?: string
  shareTargets?: Array<Keyed<ShareTarget>>
}

/** An immutable `edition`, as stored. */
export interface Edition extends SystemFields {
  _type: 'edition'
  kind: 'article' | 'site'
  article: string
  number: number
  language: string
  digest: string
  payload: string
}

/** An immutable `statement`, as stored. */
export interface StatementRecord extends SystemFields {
  _type: 'statement'
  edition: string
  kind: string
  envelope: string
}

export interface DocumentTypes {
  article: Article
  citation: Citation
  edition: Edition
  figure: Figure
  glossaryTerm: GlossaryTerm
  person: Person
  publisher: Publisher
  sharedSection: SharedSection
  siteSettings: SiteSettings
  statement: StatementRecord
}

export type DocumentTypeName = keyof DocumentTypes

export type MarrowDocument = DocumentTypes[DocumentTypeName]
