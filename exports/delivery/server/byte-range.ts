/** A part of a file: both ends are in it. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Read a `Range` header for a file of so many bytes.
 *
 * @returns
 *   Null where the whole file is to be sent: without the header, for several ranges at once (a small
 *   request could ask for much), and for what is no range. `unsatisfiable` where the file has no such
 *   bytes.
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-range
 */
export function parseByteRange(
  header: string | null,
  size: number,
): ByteRange | null | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header ?? '')
  if (!match) return null
  const [, from = '', to = ''] = match
  if (from === '') {
    if (to === '') return null
    const length = Math.min(Number(to), size)
    return length === 0 ? 'unsatisfiable' : {start: size - length, end: size - 1}
  }
  const start = Number(from)
  if (to !== '' && Number(to) < start) return null
  if (start >= size) return 'unsatisfiable'
  return {start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1)}
}
