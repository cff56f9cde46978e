import {unzipSync} from 'fflate'

import {citationNumbers, type FormatReader} from './format-reader.ts'
import {all, rootOf, wordsOf} from './xml-words.ts'

/** What a book says in its own way: notices, people, ways back, what is known of a source. */
const aside = /\b(?:back-links|banners|byline|figure-withheld|kicker|source-state|sourcing)\b/

/** Reads the chapter of the book. */
export const epubReader: FormatReader = {
  name: 'epub',
  read([book]) {
    const chapter = unzipSync(book!.bytes)['EPUB/article.xhtml']
    return all(rootOf(chapter!), 'body')
      .map((body) => wordsOf(body, ({attributes}) => aside.test(attributes['class'] ?? '')))
      .join('')
  },
  furniture: new RegExp(`^${citationNumbers}$`, 'u'),
}
