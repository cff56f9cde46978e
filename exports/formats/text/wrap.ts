/** Scripts whose characters take two columns in a terminal. */
const wide = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\uFF01-\uFF60\u{1F300}-\u{1FAFF}]/u

/** What takes no column: marks, format characters. */
const empty = /[\p{Mn}\p{Me}\p{Cf}]/u

/** Count the columns of a text in a fixed-width type. */
export function columns(text: string): number {
  let count = 0
  for (const character of text) count += empty.test(character) ? 0 : wide.test(character) ? 2 : 1
  return count
}

/**
 * Break a text into lines at its spaces; no-break spaces never part, a longer word stays whole.
 *
 * @param text
 *   Line ends in it are kept.
 * @param width
 *   Columns of a line, the indents included.
 * @param first
 *   Before the first line, such as `- `.
 * @param rest
 *   Before each other line.
 */
export function wrap(text: string, width: number, first: string, rest: string): string[] {
  const lines: string[] = []
  for (const part of text.split('\n')) {
    let line: string | undefined
    for (const word of part.split(' ').filter((each) => each !== '')) {
      const indent = lines.length === 0 ? first : rest
      if (line === undefined) line = indent + word
      else if (columns(line) + 1 + columns(word) <= width) line += ` ${word}`
      else {
        lines.push(line)
        line = rest + word
      }
    }
    if (line !== undefined) lines.push(line)
  }
  return lines
}
