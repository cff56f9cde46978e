import type {Composition} from '#pipeline'
import {citationToCsl} from '#schemas'

import {articleUrl, type LinkTarget} from '../article-url.ts'
import {labelsFor} from '../labels/labels.ts'
import {formatReference} from '../references/format-reference.ts'
import type {ReferenceStyle} from '../references/reference.ts'
import {webUrl} from '../web-url.ts'
import type {View} from './view.ts'

/** What a format decides about the pages that it makes. */
export interface ViewOptions {
  target: View['target']
  /** Template of links to other articles. */
  articleUrl: string
  /** Put before the path of every asset. */
  assetBase: string
  /** Template of this page's public address, resolved against the site's. */
  publicUrl: string
  referenceStyle: ReferenceStyle
  /** Of the standalone page; `own-site` where a format does not say. */
  pageFigures?: View['pageFigures']
}

/** Template of a page's public address where a format has no option for it. */
export const defaultPublicUrl = '{slug}.{language}/'

/**
 * Gather what every part of a page is made from: words, addresses, written sources.
 *
 * @throws `ArticleUrlError`
 */
export async function makeView(composition: Composition, options: ViewOptions): Promise<View> {
  const references = await Promise.all(
    composition.references.map(({citation}) =>
      formatReference(citationToCsl(citation), options.referenceStyle),
    ),
  )
  return {
    composition,
    references,
    labels: labelsFor(composition.language),
    publicUrl: publicUrlOf(composition, options.publicUrl),
    target: options.target,
    pageFigures: options.pageFigures ?? 'own-site',
    articleUrl: options.articleUrl,
    assetBase: options.assetBase,
  }
}

/**
 * Address of a page at its publisher; null where the site has none.
 *
 * @param template
 *   Resolved against the site's address.
 */
export function publicUrlOf(
  {site, id, slug, language}: LinkTarget & {site: {url?: string} | null},
  template: string = defaultPublicUrl,
): string | null {
  const url = webUrl(site?.url)
  return url ? new URL(articleUrl(template, {id, slug, language}), toBase(url)).href : null
}

/** A site's address as a folder: `https://example.org/health` holds pages under `health/`. */
function toBase(site: URL): URL {
  const base = new URL(site)
  base.search = ''
  base.hash = ''
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  return base
}
