import type {Element, ElementContent} from 'hast'
import {h} from 'hastscript'
import {toXast} from 'hast-util-to-xast'
import type {Element as XastElement} from 'xast'

import type {Composition} from '#pipeline'

import {writeXml} from '../../xml/write-xml.ts'

/**
 * Write a page of the book as XHTML.
 *
 * @param title
 *   For the page's head.
 * @see https://www.w3.org/TR/epub-33/#sec-xhtml
 */
export function toXhtml(
  {language, direction}: Pick<Composition, 'language' | 'direction'>,
  title: string,
  body: ElementContent[],
): Uint8Array {
  const page: Element = h('html', {lang: language, xmlLang: language, dir: direction}, [
    h('head', [
      h('meta', {charSet: 'utf-8'}),
      h('title', title),
      h('link', {rel: ['stylesheet'], href: 'style.css'}),
    ]),
    h('body', body),
  ])
  page.properties['xmlns'] = 'http://www.w3.org/1999/xhtml'
  page.properties['xmlns:epub'] = 'http://www.idpf.org/2007/ops'
  return writeXml({
    type: 'root',
    children: [{type: 'doctype', name: 'html'}, toXast(page) as XastElement],
  })
}
