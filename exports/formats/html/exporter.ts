import type {Root} from 'hast'
import {toHtml} from 'hast-util-to-html'

import type {Composition} from '#pipeline'
import {citationToCsl, compareText} from '#schemas'

import {articleUrl} from '../../article-url.ts'
import type {Artifact, Exporter, World} from '../../exporter.ts'
import {listFigures, mayShow} from '../../figure-rights.ts'
import {formatReference} from '../../references/format-reference.ts'
import {toFragment} from './fragment.ts'
import {labelsFor} from '../../labels/labels.ts'
import {defaultHtmlOptions} from './options.ts'
import type {HtmlOptions} from './options.ts'
import {toPage} from './page.ts'
import {webUrl} from '../../web-url.ts'
import {fragmentCss} from './styles/fragment-css.ts'
import {rightFor} from '../../article/view.ts'
import type {View} from '../../article/view.ts'

/**
 * HTML: a standalone page and a fragment for other people's pages, with the pictures of both.
 *
 * @see docs/html.md
 */
export const htmlExporter: Exporter<HtmlOptions> = {
  name: 'html',
  mediaTypes: ['text/html', 'text/css'],
  version: '1',
  defaults: defaultHtmlOptions,
  async export(composition, options, world) {
    const references = await Promise.all(
      composition.references.map(({citation}) =>
        formatReference(citationToCsl(citation), options.referenceStyle),
      ),
    )
    const page = {...toView(composition, options, 'page'), references}
    const fragment = {...toView(composition, options, 'fragment'), references}
    return [
      toArtifact('index.html', 'text/html', serialize(await toPage(page))),
      toArtifact(
        'fragment.html',
        'text/html',
        serialize(toFragment(fragment, options.fragmentHeadingLevel)),
      ),
      toArtifact('fragment.css', 'text/css', fragmentCss),
      ...(await readAssets([page, fragment], world)),
    ]
  },
}

function toView(
  composition: Composition,
  options: HtmlOptions,
  target: View['target'],
): Omit<View, 'references'> {
  const onPage = target === 'page'
  const site = webUrl(composition.site?.url)
  return {
    composition,
    labels: labelsFor(composition.language),
    publicUrl: site ? new URL(articleUrl(options.publicUrl, composition), toBase(site)).href : null,
    target,
    articleUrl: onPage ? options.articleUrl : (options.fragmentArticleUrl ?? options.articleUrl),
    assetBase: onPage ? '' : options.fragmentAssetBase,
  }
}

/** A site's address as a folder: `https://example.org/health` holds pages under `health/`. */
function toBase(site: URL): URL {
  const base = new URL(site)
  base.search = ''
  base.hash = ''
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  return base
}

function serialize(tree: Root): string {
  return toHtml(tree, {characterReferences: {useNamedReferences: true}})
}

function toArtifact(path: string, mediaType: string, text: string): Artifact {
  return {path, mediaType, bytes: new TextEncoder().encode(text)}
}

/** Read each picture that a view shows, once, in order of its path. */
async function readAssets(views: View[], world: World): Promise<Artifact[]> {
  const assets = new Map(
    views.flatMap((view) =>
      listFigures(view.composition)
        .filter((figure) => mayShow(figure, rightFor(view)))
        .map(({asset}) => [asset.path, asset] as const),
    ),
  )
  const paths = [...assets.keys()].toSorted(compareText)
  return Promise.all(
    paths.map(async (path) => {
      const {mediaType, sha256} = assets.get(path)!
      return {path, mediaType, bytes: await world.readAsset(sha256)}
    }),
  )
}
