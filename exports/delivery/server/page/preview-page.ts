import type {ElementContent} from 'hast'
import {h} from 'hastscript'

import type {LiveEntry} from '../../../repository/format/entries.ts'
import {labelOf} from '../formats.ts'
import type {Listed} from '../manifest-route.ts'
import {framePage} from './frame.ts'

/** One article in one format. */
export interface Preview {
  reader: string
  entry: LiveEntry
  listed: Listed
  /** The format that is shown. */
  format: Listed['formats'][number]
  /** Its text, for formats that are text for programs; null where the browser or a program shows it. */
  text: string | null
}

/** Show an article in one format, with links to the others. */
export function previewPage({reader, entry, listed, format, text}: Preview): string {
  const {article, language, number} = entry
  const title = listed.title ?? article
  const address = (name: string): string =>
    `/?${new URLSearchParams({article, language, format: name}).toString()}`
  return framePage({title, reader}, [
    h('h1', {lang: language}, title),
    h('p', {className: ['soft']}, [
      `Edition ${number}, ${language}. `,
      h('a', {href: format.href}, `Open ${labelOf(format.name)} by itself`),
      ' or ',
      h('a', {href: format.href, download: true}, 'download it'),
      '.',
    ]),
    h('nav', {ariaLabel: 'Formats'}, [
      h(
        'ul',
        {className: ['files']},
        listed.formats.map(({name}) =>
          h(
            'li',
            h(
              'a',
              {href: address(name), ariaCurrent: name === format.name ? 'page' : null},
              labelOf(name),
            ),
          ),
        ),
      ),
    ]),
    h('h2', `As ${labelOf(format.name)}`),
    shown(title, format, text),
  ])
}

function shown(
  title: string,
  {name, href}: Listed['formats'][number],
  text: string | null,
): ElementContent {
  if (name === 'html') {
    return h('iframe', {src: href, title: `${title}, as published`, sandbox: ['allow-same-origin']})
  }
  if (text !== null) return h('pre', {tabIndex: 0, ariaLabel: `${title} as ${labelOf(name)}`}, text)
  return h('p', [
    `A browser does not show ${labelOf(name)} inside a page: `,
    h('a', {href}, 'open it'),
    ' in a program that does.',
  ])
}
