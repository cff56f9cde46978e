import {toArticle} from '../../article/article.ts'
import {makeView} from '../../article/make-view.ts'
import type {Exporter} from '../../exporter.ts'
import {listFigures, mayShow} from '../../figure-rights.ts'
import {readPictures} from '../../read-pictures.ts'
import {storeFiles} from '../../zip/store-files.ts'
import {bookCss} from './book-css.ts'
import {toChapter} from './chapter.ts'
import {containerXml} from './container.ts'
import {toNavigation} from './navigation.ts'
import {defaultEpubOptions} from './options.ts'
import type {EpubOptions} from './options.ts'
import {toPackageDocument, type ManifestItem} from './package-document.ts'

/**
 * EPUB 3.3: an article as a small book, with the pictures that may be syndicated.
 *
 * The site's own pages are no books.
 *
 * @see docs/epub.md
 */
export const epubExporter: Exporter<EpubOptions> = {
  name: 'epub',
  mediaTypes: ['application/epub+zip'],
  version: '2',
  defaults: defaultEpubOptions,
  figures: ['syndication'],
  async export(composition, options, world) {
    if (composition.page !== 'article') return []
    const view = await makeView(composition, {
      target: 'book',
      articleUrl: options.publicUrl,
      assetBase: '',
      publicUrl: options.publicUrl,
      referenceStyle: options.referenceStyle,
    })
    const article = toArticle(view)
    const shown = listFigures(composition).filter((figure) => mayShow(figure, 'syndication'))
    const pictures = await readPictures(shown, world)
    const items: ManifestItem[] = [
      {id: 'nav', path: 'nav.xhtml', mediaType: 'application/xhtml+xml', properties: 'nav'},
      {id: 'article', path: 'article.xhtml', mediaType: 'application/xhtml+xml'},
      {id: 'style', path: 'style.css', mediaType: 'text/css'},
      ...pictures.map(({path, mediaType}, index) => ({
        id: `picture-${index + 1}`,
        path,
        mediaType,
      })),
    ]
    const bytes = storeFiles([
      ['mimetype', utf8('application/epub+zip')],
      ['META-INF/container.xml', utf8(containerXml)],
      ['EPUB/package.opf', toPackageDocument(view, items)],
      ['EPUB/nav.xhtml', toNavigation(view, article)],
      ['EPUB/article.xhtml', toChapter(article, view, options)],
      ['EPUB/style.css', utf8(bookCss)],
      ...pictures.map((picture) => [`EPUB/${picture.path}`, picture.bytes] as const),
    ])
    return [{path: 'article.epub', mediaType: 'application/epub+zip', bytes}]
  },
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
