import type {TypstInline} from './typst-node.ts'

/** Longest run without a space that a line can hold. */
const longestRun = 18

/** Make text fit for a page: white space as a browser has it, and no control characters. */
export function cleanText(value: string): string {
  return value
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\t\n\f\r \u2028\u2029]+/g, ' ')
    .replaceAll(control, '')
    .replaceAll(/\p{Noncharacter_Code_Point}/gu, '')
}

// oxlint-disable-next-line no-control-regex -- these are what no page can show
const control = /[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u009F]/g

/**
 * Divide text where a very long run, such as an address, may break at a line's end.
 *
 * A character for it (U+200B) would be in what a reader copies.
 */
export function breakable(text: string): TypstInline[] {
  return text.split(/([^\s\u200B]{29,})/u).flatMap((part, index): TypstInline[] => {
    if (part === '') return []
    if (index % 2 === 0) return [part]
    return breakRun(part).flatMap((piece, place): TypstInline[] =>
      place === 0 ? [piece] : [{t: 'chance'}, piece],
    )
  })
}

/** Break a run after the signs that divide addresses and names, else every so many characters. */
function breakRun(run: string): string[] {
  const pieces = ['']
  const characters = Array.from(run)
  let length = 0
  for (const [index, character] of characters.entries()) {
    pieces.push((pieces.pop() ?? '') + character)
    length += 1
    const next = characters[index + 1]
    if (next === undefined || isJoined(next) || isJoined(character)) continue
    if ((length > 8 && /[/.?&=_,;:+-]/.test(character)) || length >= longestRun) {
      pieces.push('')
      length = 0
    }
  }
  return pieces
}

/** A mark belongs to the character before it; so do the letters of a script that joins them. */
function isJoined(character: string): boolean {
  return /^[\p{M}\p{Cf}\p{Script=Arabic}]$/u.test(character)
}
