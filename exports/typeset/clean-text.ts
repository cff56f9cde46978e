/** Longest run without a space that a line can hold. */
const longestRun = 28

/**
 * Make text fit for a page: white space as a browser has it, no control characters, and places
 * where a very long run may break.
 *
 * A break is U+200B, which shows nothing; the words stay as they are.
 */
export function cleanText(value: string): string {
  return value
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\t\n\f\r \u2028\u2029]+/g, ' ')
    .replaceAll(control, '')
    .replaceAll(/\p{Noncharacter_Code_Point}/gu, '')
    .replaceAll(/[^\s\u200B]{29,}/gu, breakRun)
}

// oxlint-disable-next-line no-control-regex -- these are what no page can show
const control = /[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u009F]/g

/** Break a run after the signs that divide addresses and names, else every so many characters. */
function breakRun(run: string): string {
  let length = 0
  let broken = ''
  const characters = Array.from(run)
  for (const [index, character] of characters.entries()) {
    broken += character
    length += 1
    const next = characters[index + 1]
    if (next === undefined || isJoined(next) || isJoined(character)) continue
    if ((length > 8 && /[/.?&=_,;:+-]/.test(character)) || length >= longestRun) {
      broken += '\u200B'
      length = 0
    }
  }
  return broken
}

/** A mark belongs to the character before it. */
function isJoined(character: string): boolean {
  return /^[\p{M}\p{Cf}]$/u.test(character)
}
