import {defaultArticleUrl} from '../../article-url.ts'
import type {ReferenceStyle} from '../../references/reference.ts'

/** Options of the plain text. */
export interface TextOptions {
  /** Columns of a line, from 20; a longer word, such as an address, stays whole. */
  width: number
  /** Template of links to other articles: `{id}`, `{slug}`, `{language}`. */
  articleUrl: string
  /** Style of the source list. */
  referenceStyle: ReferenceStyle
}

export const defaultTextOptions: TextOptions = {
  width: 76,
  articleUrl: defaultArticleUrl,
  referenceStyle: 'ama',
}
