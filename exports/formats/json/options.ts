import {defaultArticleUrl} from '../../article-url.ts'
import type {ReferenceStyle} from '../../references/reference.ts'

/** Options of the JSON export. */
export interface JsonOptions {
  /** Template of links to other articles in ready HTML: `{id}`, `{slug}`, `{language}`. */
  articleUrl: string
  /** Put before the path of every asset in ready HTML, such as `https://cdn.example/a/`. */
  assetBase: string
  /** Put before every class in ready HTML, so that the fragment's stylesheet fits. */
  classPrefix: string
  /** Style that sources are written in. */
  referenceStyle: ReferenceStyle
}

export const defaultJsonOptions: JsonOptions = {
  articleUrl: defaultArticleUrl,
  assetBase: '',
  classPrefix: 'marrow-',
  referenceStyle: 'ama',
}
