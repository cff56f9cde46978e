import {defaultArticleUrl} from '../../article-url.ts'
import type {FigureTarget} from '../../figure-rights.ts'
import type {ReferenceStyle} from '../../references/reference.ts'

/** Options of the HTML export. */
export interface HtmlOptions {
  /** Style of the source list. */
  referenceStyle: ReferenceStyle
  /** Template of links to other articles: `{id}`, `{slug}`, `{language}`. */
  articleUrl: string
  /** Template of this page's public address, resolved against the site's; for share links and JSON-LD. */
  publicUrl: string
  /** The right that a picture on the standalone page needs: on our own site another than elsewhere. */
  pageFigures: Exclude<FigureTarget, 'print'>
  /** Template of links to other articles in the fragment; null for that of the page. */
  fragmentArticleUrl: string | null
  /** Level of the fragment's title, 1 to 6; its sections follow below it. */
  fragmentHeadingLevel: 1 | 2 | 3 | 4 | 5 | 6
  /** Put before the path of every asset of the fragment, such as `https://cdn.example/a/`. */
  fragmentAssetBase: string
}

export const defaultHtmlOptions: HtmlOptions = {
  referenceStyle: 'ama',
  articleUrl: defaultArticleUrl,
  publicUrl: '{slug}.{language}/',
  pageFigures: 'own-site',
  fragmentArticleUrl: null,
  fragmentHeadingLevel: 2,
  fragmentAssetBase: '',
}
