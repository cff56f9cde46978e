import {cutMark, withoutEdgeDots} from '../store/search-text.ts'

/** What groq-js splits a pattern into. */
const patternTerms = /[^!@#$%^&(),\\/?";:{}|[\]+<>\s-]+/g
/** Most words in an expression: each one less finds more. */
const maxWords = 32
/** groq-js reads no more of a term. */
const maxTermLength = 1024

/**
 * Characters that are part of a word to FTS5, and whose other cases (as a regular expression
 * without the `u` flag sees them) are the same word to it. Held by a test over all of them.
 */
const safe =
  '0-9A-Za-zµÀ-ÖØ-öø-ſ\u0386\u0388-\u0398\u039A-\u03B8\u03BA-\u03F2' +
  '\u0400-\u0411\u0413\u0415-\u041D\u041F\u0420\u0423-\u0429\u042B-\u0431\u0433\u0435-\u043D\u043F\u0440\u0443-\u0449\u044B-\u0461'
/** A word, and whatever follows it up to a character that surely parts words. */
const safeWords = new RegExp(
  `([${safe}]*)([^\\u0000-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u007F]*)`,
  'g',
)

/**
 * Write the FTS5 expression for patterns of `match`, all of which must be found.
 *
 * Every document with a text field that matches is found, and others too. Undefined where the
 * patterns say too little for the index.
 */
export function expressionForPatterns(patterns: readonly string[]): string | undefined {
  const words: string[] = []
  for (const pattern of patterns) {
    for (const [term] of withoutEdgeDots(pattern).matchAll(patternTerms)) {
      const text = term.slice(0, maxTermLength)
      // A dot that is still there is one of the regular expression: any character.
      const end = text.search(/[*.]/)
      words.push(...ftsWords(end === -1 ? text : text.slice(0, end), end === -1))
    }
  }
  return toExpression(words)
}

/** Write the FTS5 expression for words as `text::query` folds them: only ASCII ones are sure. */
export function expressionForWords(
  words: readonly {word: string; isPrefix: boolean}[],
): string | undefined {
  return toExpression(
    words
      .filter(({word}) => /^[a-z0-9]+$/.test(word))
      .map(({word, isPrefix}) => quoted(word, isPrefix)),
  )
}

/**
 * Split the start of a token into FTS5's words.
 *
 * @param isWhole
 *   The token ends here too; else its last word may go on.
 */
function ftsWords(start: string, isWhole: boolean): string[] {
  const words: string[] = []
  for (const match of start.matchAll(safeWords)) {
    const [all, word = '', rest = ''] = match
    if (word === '') continue
    const isLast = match.index + all.length === start.length
    words.push(quoted(word, rest !== '' || (isLast && !isWhole)))
  }
  return words
}

function quoted(word: string, isPrefix: boolean): string {
  return isPrefix ? `"${word}"*` : `"${word}"`
}

function toExpression(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined
  return `(${[...new Set(words)].slice(0, maxWords).join(' AND ')}) OR ${cutMark}`
}
