import {createHash} from 'node:crypto'

import type {Element, ElementContent} from 'hast'
import {toHtml} from 'hast-util-to-html'
import {h} from 'hastscript'

import {copyScript} from './copy-script.ts'
import {pageCss} from './page-css.ts'

/** What goes around the content of a page. */
export interface Frame {
  title: string
  /** Who is logged in; absent for nobody. */
  reader?: string
  /** Whether the page has something to copy. */
  hasScript?: boolean
}

/** Write a page for people: it works without its script. */
export function framePage(
  {title, reader, hasScript = false}: Frame,
  content: ReadonlyArray<ElementContent | null>,
): string {
  const tree = h(null, [
    {type: 'doctype'},
    h('html', {lang: 'en'}, [
      h('head', [
        h('meta', {charSet: 'utf-8'}),
        h('meta', {name: 'viewport', content: 'width=device-width, initial-scale=1'}),
        h('meta', {name: 'color-scheme', content: 'light dark'}),
        h('meta', {name: 'robots', content: 'noindex'}),
        h('title', `${title} | Marrow delivery`),
        h('style', pageCss),
      ]),
      h('body', [
        h('header', [
          h('p', reader === undefined ? 'Marrow delivery' : h('a', {href: '/'}, 'Marrow delivery')),
          reader === undefined ? null : logoutForm(reader),
        ]),
        h('main', [...content]),
        hasScript ? h('script', copyScript) : null,
      ]),
    ]),
  ])
  return `${toHtml(tree)}\n`
}

function logoutForm(reader: string): Element {
  return h('form', {method: 'post', action: '/logout'}, [
    h('span', {className: ['soft']}, `${reader} `),
    h('button', 'Log out'),
  ])
}

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Headers of a page for people: only its own style and script count, nobody may frame it. */
const pageHeaders: Record<string, string> = {
  'content-security-policy': [
    `default-src 'none'`,
    `style-src ${hashOf(pageCss)}`,
    `script-src ${hashOf(copyScript)}`,
    `frame-src 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; '),
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  // With `no-referrer` a form would send its origin as `null`.
  'referrer-policy': 'same-origin',
  'cache-control': 'private, no-store',
  vary: 'Authorization, Cookie, Accept, Accept-Encoding',
}

/** Answer a page for people. */
export function pageResponse(html: string, status = 200, headers: Record<string, string> = {}) {
  return new Response(html, {
    status,
    headers: {...pageHeaders, 'content-type': 'text/html; charset=utf-8', ...headers},
  })
}
