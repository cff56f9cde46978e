import {toArticle} from '../../article/article.ts'
import {defaultPublicUrl, makeView} from '../../article/make-view.ts'
import {resolveLinks} from '../../article/steps/resolve-links.ts'
import type {Exporter} from '../../exporter.ts'
import {defaultTextOptions} from './options.ts'
import type {TextOptions} from './options.ts'
import {toText} from './to-text.ts'

/**
 * Plain text at a set width: the words of the article in reading order, pictures by their text
 * alternatives.
 *
 * @see docs/plain-formats.md
 */
export const textExporter: Exporter<TextOptions> = {
  name: 'text',
  mediaTypes: ['text/plain'],
  version: '2',
  defaults: defaultTextOptions,
  figures: ['syndication'],
  async export(composition, options) {
    const view = await makeView(composition, {
      ...options,
      target: 'fragment',
      assetBase: '',
      publicUrl: defaultPublicUrl,
    })
    const article = toArticle(view)
    resolveLinks(article, options.articleUrl)
    const bytes = new TextEncoder().encode(toText(article, options.width))
    return [{path: 'article.txt', mediaType: 'text/plain', bytes}]
  },
}
