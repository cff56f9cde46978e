import type {Element} from 'hast'
import {h} from 'hastscript'

import {webUrl} from '../../../web-url.ts'
import type {View} from '../../../article/view.ts'
import {toJsonLd} from './json-ld.ts'

/**
 * The page's head: policy first, then what describes the page, then its one style sheet.
 *
 * @param css
 *   Text of the style sheet.
 * @param cssHash
 *   Base64 sha256 of exactly that text.
 */
export function toHead(view: View, css: string, cssHash: string): Element {
  const {composition, publicUrl} = view
  const {approval, sample, site, title} = composition
  return h('head', [
    h('meta', {charSet: 'utf-8'}),
    h('meta', {httpEquiv: ['Content-Security-Policy'], content: toPolicy(view, cssHash)}),
    h('meta', {name: 'referrer', content: 'no-referrer'}),
    h('meta', {name: 'viewport', content: 'width=device-width, initial-scale=1'}),
    h('meta', {name: 'color-scheme', content: 'light dark'}),
    h('title', site ? `${title} | ${site.name}` : title),
    composition.summary ? h('meta', {name: 'description', content: composition.summary}) : null,
    sample || !approval ? h('meta', {name: 'robots', content: 'noindex'}) : null,
    publicUrl ? h('link', {rel: ['canonical'], href: publicUrl}) : null,
    h('style', css),
    toJsonLd(view),
  ])
}

/**
 * Write the page's Content-Security-Policy: its own pictures, its own style, its own form's target,
 * and nothing else.
 *
 * `form-action` is left to the form's origin, or to none.
 */
export function toPolicy({composition}: View, cssHash: string): string {
  const feedback = webUrl(composition.site?.feedbackUrl)
  return [
    "default-src 'none'",
    "img-src 'self'",
    `style-src 'sha256-${cssHash}'`,
    "base-uri 'none'",
    `form-action ${feedback ? feedback.origin : "'none'"}`,
  ].join('; ')
}
