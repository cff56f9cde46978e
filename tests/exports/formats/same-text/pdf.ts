import {readPdf, type Tagged} from '../pdf/read-pdf.ts'
import type {FormatReader} from './format-reader.ts'

/** Words by the tags, as a screen reader says them. */
export const pdfReader: FormatReader = {
  name: 'pdf',
  async read(artifacts) {
    const pdf = artifacts.find(({path}) => path === 'article.pdf')
    const {root} = await readPdf(pdf!.bytes)
    return wordsOf(root)
  },
  // Byline before the contents; numbers of citations and sources, with what is known of a source.
  furniture:
    /^(?:Writtenby.*Inthisarticle|Imagenotshownhere\..*|\d+(?:,\d+|\(.*?\))*\p{P}*|.{0,400}\d+\.|.*Citedonpage[\d,]+)$/su,
  // pdf.js puts what runs both ways in the order in which it stands.
  unordered: /[\p{Script=Arabic}\p{Script=Hebrew}]/u,
}

/** Words by the tags. Numbers of lists are labels; words in a drawing belong to the drawing. */
export function wordsOf({role, parts}: Tagged): string {
  if (role === 'Lbl' || role === 'TOC' || role === 'Figure') return ''
  return parts.map((part) => (typeof part === 'string' ? part : wordsOf(part))).join('')
}
