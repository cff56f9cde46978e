import type {Root} from 'hast'
import {toHtml} from 'hast-util-to-html'

import {makeView} from '../../article/make-view.ts'
import {rightFor} from '../../article/view.ts'
import type {Artifact, Exporter} from '../../exporter.ts'
import {listFigures, mayShow} from '../../figure-rights.ts'
import {readPictures} from '../../read-pictures.ts'
import {toFragment} from './fragment.ts'
import {toNoticePage} from './notice-page.ts'
import {defaultHtmlOptions} from './options.ts'
import type {HtmlOptions} from './options.ts'
import {toPage} from './page.ts'
import {fragmentCss} from './styles/fragment-css.ts'

/**
 * HTML: a standalone page and a fragment for other people's pages, with the pictures of both.
 *
 * @see docs/html.md
 */
export const htmlExporter: Exporter<HtmlOptions> = {
  name: 'html',
  mediaTypes: ['text/html', 'text/css'],
  version: '2',
  defaults: defaultHtmlOptions,
  figures: ['own-site', 'syndication'],
  async export(composition, options, world) {
    const page = await makeView(composition, {...options, target: 'page', assetBase: ''})
    const fragment = await makeView(composition, {
      ...options,
      target: 'fragment',
      articleUrl: options.fragmentArticleUrl ?? options.articleUrl,
      assetBase: options.fragmentAssetBase,
    })
    const shown = [page, fragment].flatMap((view) =>
      listFigures(composition).filter((figure) => mayShow(figure, rightFor(view))),
    )
    return [
      toArtifact('index.html', 'text/html', serialize(await toPage(page))),
      toArtifact(
        'fragment.html',
        'text/html',
        serialize(toFragment(fragment, options.fragmentHeadingLevel)),
      ),
      toArtifact('fragment.css', 'text/css', fragmentCss),
      ...(await readPictures(shown, world)),
    ]
  },
  async notice(notice) {
    return [toArtifact('index.html', 'text/html', serialize(await toNoticePage(notice)))]
  },
}

function serialize(tree: Root): string {
  return toHtml(tree, {characterReferences: {useNamedReferences: true}})
}

function toArtifact(path: string, mediaType: string, text: string): Artifact {
  return {path, mediaType, bytes: new TextEncoder().encode(text)}
}
