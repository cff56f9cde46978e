import type {Root as HastRoot} from 'hast'

import type {Citation, TopicCode} from '#schemas'

import type {UpdateType} from './approval/update-type.ts'
import type {Tree} from './tree.ts'

/** A finding about content, as plain data: what `VFileMessage` carries, without positions. */
export interface Message {
  /** Kebab-case and stable; listed in `docs/messages.md`. */
  ruleId: string
  /** `fatal`: output would be unsafe or incomplete, nothing may be published. */
  severity: 'fatal' | 'warning' | 'info'
  reason: string
  /** Keyed path in the article, such as `sections[_key=="s1"].body[_key=="b3"]`; empty for the whole. */
  path: string
}

/** A person as named in sealed content. */
export interface Contributor {
  id: string
  name: string
  credentials: string[]
  affiliation?: string
  /** Marked as a made-up person of the sample content. */
  sample?: boolean
}

/** A licence of a text or an image. */
export interface Licence {
  name: string
  url?: string
}

/** A picture with its rights, ready for output. */
export interface FigureUse {
  id: string
  alt: string
  caption?: string
  credit: string
  licence: Licence
  /** Where it may go. */
  uses: Array<'own-site' | 'syndication' | 'print'>
  /** Calendar day after which it may not be shown. */
  rightsExpire?: string
  asset: OutputAsset
}

/** An asset of the edition, under the name that outputs use. */
export interface OutputAsset {
  /** Asset id in the edition. */
  id: string
  /** Hex. */
  sha256: string
  mediaType: string
  /** Relative path in an export, such as `assets/3f2a….svg`. */
  path: string
  /** Pixels. */
  width: number
  height: number
}

/** A heading of the table of contents. */
export interface OutlineEntry {
  id: string
  title: string
  aspect?: string
  children: OutlineEntry[]
}

/** State of a source by the record of source checks; nothing is claimed for `unchecked`. */
export interface SourceStatus {
  status: 'unchecked' | 'current' | 'corrected' | 'expression-of-concern' | 'retracted'
  /** Calendar day of the check; absent when unchecked. */
  checkedAt?: string
}

/** A cited work under its number. */
export interface NumberedReference {
  /** From 1, in reading order. */
  number: number
  /** Id of the entry in the page: `ref-1`. */
  id: string
  citation: Citation
  state: SourceStatus
  /** Each place that cites it, in reading order. */
  uses: Array<{id: string; locator?: string; excerpt?: string}>
}

/** A glossary term that the page uses. */
export interface UsedTerm {
  id: string
  abbreviation?: string
  expansion: string
  definition?: string
  /** Of a term with a definition: id of its entry in the page, `term-1` for the first. */
  anchor?: string
}

/** What is known of another published article. */
export interface LinkedArticle {
  id: string
  slug: string
  language: string
  title: string
}

/** One admitted sign-off, in words. */
export interface SignOff {
  /** Stable id of the signer in the trust file. */
  signer: string
  name: string
  credentials: string[]
  role: 'editor' | 'medical-expert'
  /** Such as `medical-review`, `editorial-review`, `emergency`. */
  meaning: string
  /** UTC instant, ISO 8601. */
  at: string
  /** IANA time zone that the signer was in. */
  zone: string
  conflicts?: string
}

/** A public notice about an article: always words of a verified statement. */
export interface Notice {
  kind: 'correction' | 'withdrawal' | 'restoration'
  /** Absent for a restoration that names none. */
  update?: UpdateType
  severity: 'safety' | 'editorial' | 'legal'
  text: string
  /** UTC instant of signing. */
  at: string
  /** UTC instant from which it holds. */
  effective: string
  /** Edition that the notice is about. */
  edition: string
}

/** What was admitted; every date of the output comes from here. */
export interface Approval {
  edition: string
  number: number
  /** Hex sha256 of the sealed edition. */
  digest: string
  sealedAt: string
  signOffs: SignOff[]
  /** UTC instant of the last sign-off or reaffirmation by a medical expert; of the site: of its last sign-off. */
  lastReviewed: string
  /** UTC instant from which a review is overdue; null for the site, which has no interval. */
  reviewDue: string | null
  overdue: boolean
  /** UTC instant until which it may be shown by somebody who hears nothing new; null for no end. */
  validUntil: string | null
  /** Emergency sign-off: output is marked. */
  emergency: boolean
}

/** Words of the admitted site edition that pages carry. */
export interface SiteInfo {
  name: string
  url?: string
  disclaimer?: string
  /** One sentence on how sources are chosen, above the source list. */
  sourcing?: string
  /** Absolute https address that the feedback form posts to. */
  feedbackUrl?: string
  shareTargets: Array<{name: string; urlTemplate: string}>
  /** The site's own pages that exist. */
  pages: LinkedArticle[]
}

/**
 * Content composed for output with its context. All that an exporter sees.
 *
 * Plain data: no clock, no functions. `hast` is sanitised.
 */
export interface Composition {
  kind: 'preview' | 'publication'
  /** Which page this is: an article, or one of the site's own. */
  page: 'article' | 'expert-board' | 'editorial-process'
  /** Document id. */
  id: string
  slug: string
  /** BCP 47. */
  language: string
  direction: 'ltr' | 'rtl'
  title: string
  summary: string
  keyPoints: string[]
  audience: 'patient' | 'professional'
  topics: TopicCode[]
  licence: Licence | null
  work: string | null
  translatedFrom: string | null
  collections: string[]
  authors: Contributor[]
  leadFigure: FigureUse | null
  tree: Tree
  /** The body only: one `<section>` an element, nested; ids unprefixed, headings from h2. */
  hast: HastRoot
  outline: OutlineEntry[]
  references: NumberedReference[]
  /** Every figure that the tree uses, and the lead one, by id. */
  figures: Record<string, FigureUse>
  terms: UsedTerm[]
  /** `role` is what the expert is to the publisher, such as a member of the expert board. */
  expertQuote: {text: string; person: Contributor; role?: string} | null
  related: LinkedArticle[]
  words: number
  readingMinutes: number
  site: SiteInfo | null
  /** Null in a preview. */
  approval: Approval | null
  notices: Notice[]
  /** Signed with sample keys: outputs carry the banner, `noindex`, no `reviewedBy`. */
  sample: boolean
  /** Normalised text stream of the edition; does not depend on the context. */
  text: string
  messages: Message[]
}

declare const published: unique symbol
/** A composition of an approved edition. Only `publish` makes one. */
export type Publication = Composition & {
  kind: 'publication'
  approval: Approval
  readonly [published]: true
}

/** A composition of content that nobody signed. It can be shown, never packed. */
export type Preview = Composition & {kind: 'preview'; approval: null}
