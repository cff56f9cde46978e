import {unzipSync} from 'fflate'

import {citationNumbers, type FormatReader} from './format-reader.ts'
import {all, rootOf, wordsOf} from './xml-words.ts'

const aside = new Set(['Banner', 'Byline', 'ImageWithheld', 'Kicker', 'SourceState', 'Sourcing'])

/** Reads the paragraphs of the document. */
export const docxReader: FormatReader = {
  name: 'docx',
  read([document]) {
    const body = rootOf(unzipSync(document!.bytes)['word/document.xml']!)
    return all(body, 'w:p')
      .filter((paragraph) => !aside.has(styleOf(paragraph)))
      .map((paragraph) => wordsOf(paragraph, () => false))
      .join('')
  },
  furniture: new RegExp(`^(?:${citationNumbers}|,)$`, 'u'),
}

function styleOf(paragraph: Parameters<typeof all>[0]): string {
  return all(paragraph, 'w:pStyle')[0]?.attributes['w:val'] ?? ''
}
