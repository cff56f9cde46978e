import type {Run} from './sheet.ts'

/** A word with the space before it, or what stands in the text as a whole. */
export interface Token {
  /** Equal for tokens of equal text; marks are compared apart. */
  key: string
  run: Run
  /** Length of its text: what a difference weighs. */
  length: number
}

/**
 * A word with its joined parts (`low-dose`, `1.5`), else one character. Scripts that put no space
 * between words are taken by character.
 */
const word =
  / ?(?:[[\p{L}\p{N}]--[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]][[\p{L}\p{N}\p{M}]--[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]]*(?:[.,'’\-][[\p{L}\p{N}\p{M}]--[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]]+)*|[^ ]\p{M}*| )/gv

/**
 * Cut normal runs into tokens.
 *
 * A text at the start of a line gets a space as every other word has, so that a word set before it
 * changes that word alone; `normalRuns` takes it away again.
 */
export function toTokens(runs: readonly Run[]): Token[] {
  let atStart = true
  return runs.flatMap((run): Token[] => {
    if (run.type !== 'text') {
      atStart = run.type !== 'citation' && run.type !== 'reference'
      return [{key: `\n${JSON.stringify({...run, marks: []})}`, run, length: 1}]
    }
    const text = atStart && !run.text.startsWith(' ') ? ` ${run.text}` : run.text
    atStart = false
    return (text.match(word) ?? []).map((part) => ({
      key: part,
      run: {...run, text: part},
      length: part.length,
    }))
  })
}

/** Tell whether a token is a word, and not a sign, a space or a citation. */
export function isWord({key}: Token): boolean {
  return /^ ?[\p{L}\p{N}]/u.test(key)
}
