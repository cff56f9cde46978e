import type {Element, Root} from 'hast'
import {h} from 'hastscript'

import {toArticle} from '../../article/article.ts'
import {toDisclaimer} from '../../article/parts/disclaimer.ts'
import {toHead} from './parts/head.ts'
import {toSitePageLink} from '../../article/parts/site-pages.ts'
import {own} from '../../article/own-words.ts'
import {breakLines} from './steps/break-lines.ts'
import {resolveLinks} from '../../article/steps/resolve-links.ts'
import {pageCss} from './styles/page-css.ts'
import {partIds} from '../../article/view.ts'
import type {View} from '../../article/view.ts'

/**
 * Build the standalone page: one file beside its pictures.
 *
 * The style sheet is inside, so that the file still reads well when it is sent by mail or opened
 * from a disk; its hash is in the page's policy.
 *
 * @throws `FigureUnknownError`, `ArticleUrlError`
 */
export async function toPage(view: View): Promise<Root> {
  const {composition, labels} = view
  const page = h('html', {lang: composition.language, dir: composition.direction}, [
    toHead(view, pageCss, await hashText(pageCss)),
    h('body', [
      h('a', {className: ['skip'], href: `#${partIds.main}`, ...own(view)}, labels.skip),
      toMasthead(view),
      h('main', {id: partIds.main, tabIndex: -1}, toArticle(view)),
      toFooter(view),
    ]),
  ])
  resolveLinks(page, view.articleUrl)
  breakLines(page)
  return {type: 'root', children: [{type: 'doctype'}, {type: 'text', value: '\n'}, page]}
}

function toMasthead({composition}: View): Element | null {
  const {site} = composition
  return site ? h('header', {className: ['masthead']}, [h('p', site.name)]) : null
}

function toFooter(view: View): Element | null {
  const links = [toSitePageLink('editorial-process', view), toSitePageLink('expert-board', view)]
  const disclaimer = toDisclaimer(view)
  const shown = links.filter((link) => link !== null)
  if (!disclaimer && shown.length === 0) return null
  return h('footer', {className: ['footer']}, [
    disclaimer,
    shown.length > 0
      ? h(
          'ul',
          shown.map((link) => h('li', link)),
        )
      : null,
  ])
}

/** Base64 sha256 of a text, as a policy's source wants it. */
export async function hashText(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
}
