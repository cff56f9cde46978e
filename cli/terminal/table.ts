/**
 * Lay out rows in columns, two spaces apart.
 *
 * @param rows Cells without colours.
 */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, cell.length)
    }
  }
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Characters that could steer a terminal, made visible. */
export function printable(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- these are what must not pass
    /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
}
