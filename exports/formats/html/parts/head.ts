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
  return plainHead({
    title: site ? `${title} | ${site.name}` : title,
    policy: toPolicy(view, cssHash),
    css,
    about: [
      composition.summary ? h('meta', {name: 'description', content: composition.summary}) : null,
      sample || !approval ? noIndex() : null,
      publicUrl ? h('link', {rel: ['canonical'], href: publicUrl}) : null,
    ],
    data: toJsonLd(view),
  })
}

/** A head that says nothing of what the page holds but what it is given. */
export function plainHead(head: {
  title: string
  policy: string
  css: string
  /** What describes the page. */
  about: Array<Element | null>
  /** For machines. */
  data?: Element
}): Element {
  return h('head', [
    h('meta', {charSet: 'utf-8'}),
    h('meta', {httpEquiv: ['Content-Security-Policy'], content: head.policy}),
    h('meta', {name: 'referrer', content: 'no-referrer'}),
    h('meta', {name: 'viewport', content: 'width=device-width, initial-scale=1'}),
    h('meta', {name: 'color-scheme', content: 'light dark'}),
    h('title', head.title),
    ...head.about,
    h('style', head.css),
    head.data ?? null,
  ])
}

/** Ask search engines to pass over the page. */
export function noIndex(): Element {
  return h('meta', {name: 'robots', content: 'noindex'})
}

/** Write the Content-Security-Policy of a composition's page: its form has the site's target. */
export function toPolicy({composition}: View, cssHash: string): string {
  return policyFor(cssHash, webUrl(composition.site?.feedbackUrl))
}

/**
 * Write a page's Content-Security-Policy: its own pictures, its own style, its own form's target,
 * and nothing else.
 *
 * `form-action` is left to the form's origin, or to none.
 */
export function policyFor(cssHash: string, formTarget: URL | null): string {
  return [
    "default-src 'none'",
    "img-src 'self'",
    `style-src 'sha256-${cssHash}'`,
    "base-uri 'none'",
    `form-action ${formTarget ? formTarget.origin : "'none'"}`,
  ].join('; ')
}
