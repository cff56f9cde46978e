import {defaultArticleUrl} from '../../article-url.ts'
import type {ReferenceStyle} from '../../references/reference.ts'

/** Options of the Markdown export. */
export interface MarkdownOptions {
  /** Template of links to other articles in the parts that Marrow writes. */
  articleUrl: string
  /** Style of the source list. */
  referenceStyle: ReferenceStyle
}

export const defaultMarkdownOptions: MarkdownOptions = {
  articleUrl: defaultArticleUrl,
  referenceStyle: 'ama',
}
