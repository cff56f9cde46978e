// Strict JSON, canonical JSON, digests and encodings
export {CanonicalError, canonicalJson} from './json/canonical-json.ts'
export {compareText} from './json/compare-text.ts'
export {sha256Hex} from './json/digest.ts'
export {
  EncodingError,
  fromBase64,
  fromBase64Url,
  fromHex,
  toBase64,
  toBase64Url,
  toHex,
} from './json/encodings.ts'
export type {EncodingName} from './json/encodings.ts'
export {JsonError} from './json/json-error.ts'
export type {JsonErrorCode} from './json/json-error.ts'
export {parseStrictJson} from './json/parse-strict-json.ts'
export type {JsonOptions} from './json/scan-json.ts'

// Definitions of the content model, and their types
export {documentTypes, objectTypes} from './definitions.ts'
export type {
  Article,
  ArticleLink,
  Aspect,
  Block,
  Body,
  BodyMember,
  Callout,
  Citation,
  CitationItem,
  CitationUse,
  ConflictOfInterest,
  CslDate,
  CslName,
  DocumentTypeName,
  DocumentTypes,
  Edition,
  ExpertQuote,
  Figure,
  FigureUse,
  GlossaryTerm,
  Image,
  Keyed,
  Licence,
  MarkDefinition,
  MarrowDocument,
  Person,
  Publisher,
  PullQuote,
  Reference,
  RelatedArticle,
  RichText,
  ReviewNote,
  Section,
  SectionMember,
  SharedSection,
  SharedSectionUse,
  ShareTarget,
  SiteSettings,
  Slug,
  Span,
  StatementRecord,
  Table,
  TableCell,
  TableRow,
  TermUse,
  TopicCode,
  WebLink,
} from './types.ts'

// Parsing documents
export {isDocumentType, parseAs, parseDocument} from './parse/parse-document.ts'
export {checkLanguage, checkSlug} from './rules/text-rules.ts'
export type {Parsed} from './parse/parse-document.ts'
export type {Problem, ProblemCode} from './parse/problem.ts'

// Sealing
export {fieldClasses} from './seal/field-classes.ts'
export type {FieldClass, SealedIn} from './seal/field-classes.ts'
export {schemaDigest} from './seal/schema-digest.ts'
export {sealFields} from './seal/seal-fields.ts'
export type {StoredDocument} from './seal/seal-fields.ts'

// Citations
export {citationToCsl} from './citation-to-csl.ts'
export type {CslItem, CslItemDate, CslItemName} from './citation-to-csl.ts'

// Where each part of an article comes out
export {outline} from './docs/outline.ts'
export type {OutlinePart} from './docs/outline.ts'
