/**
 * Make visible what could steer a terminal or hide text: control characters, marks of writing
 * direction. Line breaks stay.
 */
export function printable(text: string): string {
  return text.replaceAll(
    // oxlint-disable-next-line no-control-regex -- these are what must not pass
    /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
}

/** The same for text inside a line: it cannot start a line of its own. */
export function oneLine(text: string): string {
  return printable(text).replaceAll('\n', '\\u{a}')
}

/** Write data as JSON in which nothing can steer a terminal either. */
export function printableJson(data: unknown): string {
  return JSON.stringify(data, null, 2).replaceAll(
    /[\u007F-\u009F\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The same for text that may carry the colours of our own style, and those alone. */
export function printableStyled(text: string, isColoured: boolean): string {
  if (!isColoured) return printable(text)
  // oxlint-disable-next-line no-control-regex -- the codes that `styleWith` writes
  const parts = text.split(/(\u001B\[(?:0|1|2|31|32|33)m)/)
  return parts.map((part, index) => (index % 2 === 1 ? part : printable(part))).join('')
}
