import {searchParts} from '../store/search-text.ts'
import {limitFault} from './query-error.ts'
import {expressionForWords} from './text-terms.ts'

/** Most words and phrases in one query. */
const maxPhrases = 64

/** One thing that a `text::query` asks for: words that follow each other in one string. */
interface Phrase {
  words: string[]
  /** The last word may go on. */
  isPrefix: boolean
  isNegated: boolean
}

/** What a `text::query` asks for: all of its phrases, and none of the negated ones. */
export type TextQuery = readonly Phrase[]

/**
 * Read the argument of `text::query`.
 *
 * Words are all required; `"two words"` is a phrase; `word*` is a prefix; `-word` or `-"two words"`
 * must be absent. A word with punctuation, such as `COVID-19`, is a phrase. Case and accents do not
 * count. A query without words asks for nothing, and matches every document.
 */
export function parseTextQuery(query: string): TextQuery {
  const phrases: Phrase[] = []
  for (const [token] of query.matchAll(/-?"[^"]*"?|[^\s"]+/g)) {
    const isNegated = token.startsWith('-')
    const words = wordsOf(token)
    const isPrefix = token.endsWith('*')
    if (words.length > 0) phrases.push({words, isPrefix, isNegated})
  }
  if (phrases.length > maxPhrases) {
    throw limitFault(`A text::query() has more than ${maxPhrases} words and phrases`)
  }
  return phrases
}

/** Does a document have what a query asks for, in any of its text fields? */
export function documentMatches(query: TextQuery, document: object): boolean {
  if (query.length === 0) return true
  const lines = searchParts(document).map((text) => wordsOf(text))
  return query.every(
    (phrase) => lines.some((words) => hasPhrase(words, phrase)) !== phrase.isNegated,
  )
}

/** Write the FTS5 expression that finds every document that matches; undefined for all of them. */
export function expressionForQuery(query: TextQuery): string | undefined {
  const words = query
    .filter((phrase) => !phrase.isNegated)
    .flatMap(({words, isPrefix}) =>
      words.map((word, index) => ({word, isPrefix: isPrefix && index === words.length - 1})),
    )
  return expressionForWords(words)
}

function hasPhrase(words: readonly string[], phrase: Phrase): boolean {
  const last = phrase.words.length - 1
  return words.some((_, start) =>
    phrase.words.every((word, index) => {
      const found = words[start + index]
      if (found === undefined) return false
      return index === last && phrase.isPrefix ? found.startsWith(word) : found === word
    }),
  )
}

/** Only the accents that FTS5 takes off too: the index must find every match. */
const accents =
  /[\u0300-\u0304\u0306-\u030C\u030F\u0311\u031B\u0323-\u0328\u032D\u032E\u0330\u0331]/g

function wordsOf(text: string): string[] {
  const folded = text.normalize('NFD').replaceAll(accents, '').toLowerCase()
  return folded.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? []
}
