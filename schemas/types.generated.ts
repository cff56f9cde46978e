// Made from the definitions by `npm run types:generate`; do not edit.

export declare const internalGroqTypeReferenceTo: unique symbol;

export type Article = {
  _id: string;
  _type: "article";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  title: string;
  slug: Slug;
  language: string;
  work?: string;
  translatedFrom?: string;
  audience: "patient" | "professional";
  summary: string;
  keyPoints?: Array<string>;
  topics?: Array<{
    _key: string;
  } & TopicCode>;
  authors: Array<{
    _key: string;
  } & PersonReference>;
  leadFigure?: FigureReference;
  sections: Array<{
    _key: string;
  } & Section | {
    _key: string;
  } & SharedSectionUse>;
  sources?: Array<{
    _key: string;
  } & CitationReference>;
  related?: Array<{
    _key: string;
  } & ArticleReference>;
  expertQuote?: ExpertQuote;
  reviewIntervalMonths: number;
  licence?: Licence;
  collections?: Array<string>;
  wantedReviewers?: Array<{
    _key: string;
  } & PersonReference>;
  dueDate?: string;
};

export type ArticleReference = {
  _ref: string;
  _type: "reference";
  _weak?: boolean;
  [internalGroqTypeReferenceTo]?: "article";
};

export type ArticleLink = {
  _type: "articleLink";
  article: ArticleReference;
};

export type Body = Array<{
  children?: Array<{
    marks?: Array<string>;
    text: string;
    _type: "span";
    _key: string;
  } | {
    _key: string;
  } & CitationUse>;
  style?: "normal";
  listItem?: "bullet" | "number";
  markDefs?: Array<{
    _key: string;
  } & TermUse | {
    _key: string;
  } & ArticleLink | {
    _key: string;
  } & WebLink>;
  level?: number;
  _type: "block";
  _key: string;
} | {
  _key: string;
} & FigureUse | {
  _key: string;
} & Table | {
  _key: string;
} & Callout | {
  _key: string;
} & RelatedArticle | {
  _key: string;
} & PullQuote>;

export type Callout = {
  _type: "callout";
  tone: "note" | "warning" | "urgent";
  title?: string;
  content: RichText;
};

export type Citation = {
  _id: string;
  _type: "citation";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  kind: "article-journal" | "webpage" | "book" | "chapter" | "report" | "guideline" | "dataset";
  title: string;
  authors?: Array<{
    _key: string;
  } & CslName>;
  moreAuthors?: boolean;
  editors?: Array<{
    _key: string;
  } & CslName>;
  containerTitle?: string;
  containerTitleShort?: string;
  publisher?: string;
  publisherPlace?: string;
  issued?: CslDate;
  online?: CslDate;
  volume?: string;
  issue?: string;
  pages?: string;
  number?: string;
  edition?: string;
  doi?: string;
  pmid?: string;
  pmcid?: string;
  url?: string;
  accessed?: string;
  status?: "unchecked" | "current" | "corrected" | "expression-of-concern" | "retracted";
  statusCheckedAt?: string;
};

export type CitationReference = {
  _ref: string;
  _type: "reference";
  _weak?: boolean;
  [internalGroqTypeReferenceTo]?: "citation";
};

export type CitationItem = {
  _type: "citationItem";
  source: CitationReference;
  locator?: string;
  excerpt?: string;
};

export type CitationUse = {
  _type: "citationUse";
  items: Array<{
    _key: string;
  } & CitationItem>;
};

export type ConflictOfInterest = {
  _type: "conflictOfInterest";
  statement?: string;
  date?: string;
};

export type CslDate = {
  _type: "cslDate";
  year: number;
  month?: number;
  day?: number;
};

export type CslName = {
  _type: "cslName";
  family?: string;
  given?: string;
  literal?: string;
};

export type Edition = {
  _id: string;
  _type: "edition";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  kind: "article" | "site";
  article: string;
  number: number;
  language: string;
  digest: string;
  payload: string;
};

export type ExpertQuote = {
  _type: "expertQuote";
  text: string;
  person: PersonReference;
  role?: string;
};

export type Figure = {
  _id: string;
  _type: "figure";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  image: {
    asset: SanityImageAssetReference;
    _type: "image";
  };
  alt: string;
  caption?: string;
  credit: string;
  licence: Licence;
  rightsExpire?: string;
  uses: Array<"own-site" | "syndication" | "print">;
};

export type FigureReference = {
  _ref: string;
  _type: "reference";
  _weak?: boolean;
  [internalGroqTypeReferenceTo]?: "figure";
};

export type FigureUse = {
  _type: "figureUse";
  figure: FigureReference;
};

export type GlossaryTerm = {
  _id: string;
  _type: "glossaryTerm";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  abbreviation?: string;
  expansion: string;
  definition?: string;
  language: string;
};

export type GlossaryTermReference = {
  _ref: string;
  _type: "reference";
  _weak?: boolean;
  [internalGroqTypeReferenceTo]?: "glossaryTerm";
};

export type Licence = {
  _type: "licence";
  name: string;
  url?: string;
};

export type Person = {
  _id: string;
  _type: "person";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  name: string;
  credentials?: Array<string>;
  affiliation?: string;
  sample?: boolean;
  specialty?: string;
  boardMember?: boolean;
  boardRole?: string;
  conflictOfInterest?: ConflictOfInterest;
  photo?: {
    asset: SanityImageAssetReference;
    _type: "image";
  };
  photoAlt?: string;
  biography?: RichText;
  roles?: Array<"author" | "editor" | "medical-expert">;
};

export type PersonReference = {
  _ref: string;
  _type: "reference";
  _weak?: boolean;
  [internalGroqTypeReferenceTo]?: "person";
};

export type Publisher = {
  _id: string;
  _type: "publisher";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  name: string;
  formats?: Array<string>;
  collections?: Array<string>;
  languages?: Array<string>;
  embargoHours?: number;
  articleUrl?: string;
  foreignLinks?: "original-site" | "text";
  figureRights?: "own-site" | "syndication";
};

export type PullQuote = {
  _type: "pullQuote";
  text: string;
  attribution?: string;
};

export type RelatedArticle = {
  _type: "relatedArticle";
  article: ArticleReference;
};

export type ReviewNote = {
  _id: string;
  _type: "reviewNote";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  article: string;
  edition: string;
  section?: string;
  quote?: string;
  comment?: string;
  replacement?: string;
  author: string;
  state: "open" | "accepted" | "declined" | "settled";
};

export type RichText = Array<{
  children?: Array<{
    marks?: Array<string>;
    text: string;
    _type: "span";
    _key: string;
  } | {
    _key: string;
  } & CitationUse>;
  style?: "normal";
  listItem?: "bullet" | "number";
  markDefs?: Array<{
    _key: string;
  } & TermUse | {
    _key: string;
  } & ArticleLink | {
    _key: string;
  } & WebLink>;
  level?: number;
  _type: "block";
  _key: string;
}>;

export type SanityImageAssetReference = {
  _ref: string;
  _type: "reference";
  _weak?: boolean;
  [internalGroqTypeReferenceTo]?: "sanity.imageAsset";
};

export type Section = {
  _type: "section";
  heading: string;
  anchor?: string;
  aspect?: "overview" | "causes" | "symptoms" | "diagnosis" | "treatment" | "self-care" | "when-to-seek-care" | "prevention" | "outlook";
  body?: Body;
  markdown?: string;
  sections?: Array<{
    _key: string;
  } & Section>;
};

export type ShareTarget = {
  _type: "shareTarget";
  name: string;
  urlTemplate: string;
};

export type SharedSection = {
  _id: string;
  _type: "sharedSection";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  title?: string;
  language: string;
  section: Section;
};

export type SharedSectionReference = {
  _ref: string;
  _type: "reference";
  _weak?: boolean;
  [internalGroqTypeReferenceTo]?: "sharedSection";
};

export type SharedSectionUse = {
  _type: "sharedSectionUse";
  section: SharedSectionReference;
};

export type SiteSettings = {
  _id: string;
  _type: "siteSettings";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  name: string;
  language: string;
  url?: string;
  editorialPolicy: RichText;
  factChecking?: RichText;
  sourcing?: string;
  disclaimer?: string;
  expertBoard?: Array<{
    _key: string;
  } & PersonReference>;
  feedbackUrl?: string;
  shareTargets?: Array<{
    _key: string;
  } & ShareTarget>;
};

export type Slug = {
  _type: "slug";
  current: string;
};

export type Statement = {
  _id: string;
  _type: "statement";
  _createdAt?: string;
  _updatedAt?: string;
  _rev?: string;
  edition: string;
  kind: "sign-off" | "reaffirmation" | "change-request" | "correction" | "withdrawal" | "restoration";
  envelope: string;
};

export type Table = {
  _type: "table";
  caption?: string;
  headerRows?: number;
  headerColumns?: number;
  rows: Array<{
    _key: string;
  } & TableRow>;
};

export type TableCell = {
  _type: "tableCell";
  content?: RichText;
};

export type TableRow = {
  _type: "tableRow";
  cells: Array<{
    _key: string;
  } & TableCell>;
};

export type TermUse = {
  _type: "termUse";
  term: GlossaryTermReference;
};

export type TopicCode = {
  _type: "topicCode";
  system: "mesh" | "snomed-ct" | "icd-10";
  code: string;
  label?: string;
};

export type WebLink = {
  _type: "webLink";
  href: string;
};

export type AllSanitySchemaTypes = Article | ArticleReference | ArticleLink | Body | Callout | Citation | CitationReference | CitationItem | CitationUse | ConflictOfInterest | CslDate | CslName | Edition | ExpertQuote | Figure | FigureReference | FigureUse | GlossaryTerm | GlossaryTermReference | Licence | Person | PersonReference | Publisher | PullQuote | RelatedArticle | ReviewNote | RichText | SanityImageAssetReference | Section | ShareTarget | SharedSection | SharedSectionReference | SharedSectionUse | SiteSettings | Slug | Statement | Table | TableCell | TableRow | TermUse | TopicCode | WebLink;

