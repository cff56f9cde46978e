import type {Element} from 'hast'
import {visit} from 'unist-util-visit'

import type {World} from '../exporter.ts'
import {finishPdf} from '../formats/pdf/finish-pdf.ts'
import {toBlocks} from '../typeset/blocks.ts'
import {breakable, cleanText} from '../typeset/clean-text.ts'
import {paperSize} from '../typeset/page-setup.ts'
import {printedWordsFor} from '../typeset/printed-words.ts'
import type {TypstDocument} from '../typeset/to-document.ts'
import {TypesetError} from '../typeset/typeset-error.ts'
import type {Evidence} from './evidence.ts'

/**
 * Typeset the cover of an edition's evidence: PDF/UA-1 and PDF/A-2a, as the article's own PDF.
 *
 * @throws `TypesetError`
 */
export async function coverPdf(
  {approved, publication}: Evidence,
  cover: Element,
  world: World,
): Promise<Uint8Array> {
  if (!world.typeset) {
    throw new TypesetError('typesetter-missing', 'An evidence pack is made where Typst runs')
  }
  const words = printedWordsFor('en')
  const ids = new Set<string>()
  visit(cover, 'element', ({properties: {id}}) => {
    if (typeof id === 'string') ids.add(id)
  })
  const [year = 1970, month = 1, day = 1] = approved.payload.sealedAt
    .slice(0, 10)
    .split('-')
    .map(Number)
  const title = cleanText(`Evidence file: ${publication.title}`).trim()
  const data: TypstDocument = {
    title,
    lang: 'en',
    region: null,
    dir: 'ltr',
    authors: [],
    description: `What stands behind the edition ${approved.payload.id}`,
    keywords: [],
    date: [year, month, day],
    running: breakable(`Evidence file: ${approved.payload.id}`),
    masthead: breakable(cleanText(publication.site?.name ?? '').trim()),
    warning: publication.sample ? 'Sample content, not reviewed by a physician' : '',
    edition: `${words.edition} ${approved.payload.number} · SHA-256 ${approved.digest}`,
    page: words.page,
    watermark: '',
    setup: {
      ...paperSize('a4'),
      bleedMm: 0,
      slugMm: 0,
      textPt: 10.2,
      justified: false,
      cmyk: false,
    },
    body: toBlocks([cover], {
      places: {ids, given: new Set()},
      citedOn: words.citedOn,
      onPaper: false,
      isBoard: false,
      isNested: false,
    }),
  }
  const bytes = await world.typeset({
    template: 'article',
    data,
    pictures: new Map(),
    standard: 'a-2a',
    gates: ['ua-1'],
  })
  return finishPdf(bytes, {language: 'en', isPublication: true})
}
