import {toArticle} from '../../article/article.ts'
import {makeView} from '../../article/make-view.ts'
import {placeLinks} from '../../article/steps/place-links.ts'
import type {Exporter} from '../../exporter.ts'
import {listFigures, mayShow} from '../../figure-rights.ts'
import {toFlow} from '../../flow/to-flow.ts'
import {readPictures} from '../../read-pictures.ts'
import {defaultIcmlOptions, type IcmlOptions} from './options.ts'
import {toStory} from './story.ts'

/**
 * ICML for InDesign: one story to place into a designer's template, with the pictures that may be
 * printed beside it.
 *
 * The site's own pages are no stories.
 *
 * @see docs/icml.md
 */
export const icmlExporter: Exporter<IcmlOptions> = {
  name: 'icml',
  mediaTypes: ['application/x-indesign'],
  version: '2',
  defaults: defaultIcmlOptions,
  figures: ['print'],
  async export(composition, options, world) {
    if (composition.page !== 'article') return []
    const {publicUrl, referenceStyle} = options
    const view = await makeView(composition, {
      target: 'paper',
      articleUrl: publicUrl,
      assetBase: '',
      publicUrl,
      referenceStyle,
    })
    const article = toArticle(view)
    placeLinks(article, view, publicUrl)
    const bytes = toStory(toFlow(article), composition.title, options)
    const shown = listFigures(composition).filter((figure) => mayShow(figure, 'print'))
    return [
      {path: 'article.icml', mediaType: 'application/x-indesign', bytes},
      ...(await readPictures(shown, world)),
    ]
  },
}
