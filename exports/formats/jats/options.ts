import type {ReferenceStyle} from '../../references/reference.ts'

/** Versions of JATS that there are DTDs for here. */
export type JatsVersion = '1.3' | '1.4'

/** Options of the JATS export. */
export interface JatsOptions {
  /** One file each: `article.jats.xml` is 1.4, `article.jats13.xml` is 1.3. */
  versions: readonly JatsVersion[]
  /** The journal that the article is in; null for the site as its own. */
  journal: {id: string; title: string; issn?: string} | null
  /** @see https://jats.nlm.nih.gov/publishing/tag-library/1.4/attribute/article-type.html */
  articleType: string
  /** Style of the written sources, beside their parts. */
  referenceStyle: ReferenceStyle
  /** Template of the public addresses of articles, resolved against the site's. */
  publicUrl: string
}

export const defaultJatsOptions: JatsOptions = {
  versions: ['1.4'],
  journal: null,
  articleType: 'review-article',
  referenceStyle: 'ama',
  publicUrl: '{slug}.{language}/',
}
