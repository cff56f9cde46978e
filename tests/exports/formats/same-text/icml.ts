import {citationNumbers, type FormatReader} from './format-reader.ts'
import {all, rootOf, wordsOf} from './xml-words.ts'

const aside = /^ParagraphStyle\/(?:Banner|Byline|Image Withheld|Kicker|Source State|Sourcing)/

/** Reads the paragraphs of the story, those of its tables with them. */
export const icmlReader: FormatReader = {
  name: 'icml',
  read([story]) {
    return all(rootOf(story!.bytes), 'Story')
      .map((text) =>
        wordsOf(text, ({attributes}) => aside.test(attributes['AppliedParagraphStyle'] ?? '')),
      )
      .join('')
  },
  furniture: new RegExp(`^(?:${citationNumbers}|,)$`, 'u'),
}
