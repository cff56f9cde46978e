import type {Doctype, Element, Root} from 'xast'
import {x} from 'xastscript'

import {toBack} from './back.ts'
import {toBody} from './body.ts'
import {toFront} from './front/front.ts'
import type {JatsVersion} from './options.ts'
import type {State} from './state.ts'

const dates: Record<JatsVersion, string> = {'1.3': '20210610', '1.4': '20241031'}

/**
 * Name the DTD: Journal Publishing ("Blue") for a journal with an ISSN, which it demands; else
 * Journal Archiving and Interchange ("Green"), which takes the same articles without one.
 */
function doctype(version: JatsVersion, hasIssn: boolean): Doctype {
  const [words, folder, file] = hasIssn
    ? ['Journal Publishing', 'publishing', 'journalpublishing']
    : ['Journal Archiving and Interchange', 'archiving', 'archivearticle']
  return {
    type: 'doctype',
    name: 'article',
    public: `-//NLM//DTD JATS (Z39.96) ${words} DTD v${version} ${dates[version]}//EN`,
    system: `https://jats.nlm.nih.gov/${folder}/${version}/JATS-${file}${version.replace('.', '-')}.dtd`,
  }
}

/**
 * Describe an article in JATS.
 *
 * @see https://jats.nlm.nih.gov/publishing/tag-library/1.4/element/article.html
 */
export function toArticleXml(state: State, version: JatsVersion): Root {
  const {composition, options} = state
  return articleXml({
    version,
    hasIssn: options.journal?.issn !== undefined,
    type: options.articleType,
    language: composition.language,
    parts: [toFront(state), toBody(state), toBack(state)],
  })
}

/** Put an article's parts into the document. */
export function articleXml(article: {
  version: JatsVersion
  hasIssn: boolean
  /** `@article-type`. */
  type: string
  /** `@specific-use`. */
  use?: string
  /** BCP 47. */
  language: string
  parts: Element[]
}): Root {
  const {version, hasIssn, type, use, language, parts} = article
  return x(null, [
    doctype(version, hasIssn),
    x(
      'article',
      {
        'article-type': type,
        'specific-use': use,
        'dtd-version': version,
        'xml:lang': language,
        'xmlns:xlink': 'http://www.w3.org/1999/xlink',
        'xmlns:ali': 'http://www.niso.org/schemas/ali/1.0/',
      },
      parts,
    ),
  ])
}
