import type {Context, RawDocument, SealedAsset} from '#pipeline'

/** Which output is shown. */
export type PreviewFormat = 'page' | 'fragment' | 'print' | 'json'

/** What a preview is made from: plain data, for a worker. */
export interface PreviewJob {
  /** The article as it stands in the form, or the site settings. */
  root: RawDocument
  /** What it refers to, as far as it is known to be needed. */
  documents: RawDocument[]
  assets: SealedAsset[]
  context: Context
  format: PreviewFormat
}

/** Something to look at, and where. */
export interface Finding {
  severity: 'fatal' | 'warning' | 'info'
  reason: string
  /** Document that it is in. */
  document: string
  /** Keyed path in that document; empty for the whole. */
  path: string
}

/** One page of what would be exported. */
export interface PreviewPage {
  title: string
  language: string
  /** A whole HTML document, also where it shows JSON. */
  html: string
  /** Paths of its pictures by asset id. */
  pictures: Record<string, string>
  words: number
}

/** What a preview came to. */
export interface PreviewResult {
  /** None where the content cannot be shown. */
  pages: PreviewPage[]
  findings: Finding[]
  /** Ids of what it refers to, whether it was given or not. */
  needs: {documents: string[]; assets: string[]}
}
