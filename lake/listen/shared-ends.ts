/** What two strings have in common at their starts and ends, which do not overlap. */
export interface SharedEnds {
  /** In UTF-16 units. */
  start: number
  end: number
  /** In bytes of UTF-8, of which a lone surrogate takes three. */
  startBytes: number
  endBytes: number
  leftBytes: number
}

/** Find the longest shared start of two strings, then the longest shared end of what is left. */
export function sharedEnds(left: string, right: string): SharedEnds {
  const most = Math.min(left.length, right.length)
  let start = 0
  while (start < most && left[start] === right[start]) start += 1
  if (splitsPair(left, start) || splitsPair(right, start)) start -= 1
  let end = 0
  while (end < most - start && left.at(-1 - end) === right.at(-1 - end)) end += 1
  if (splitsPair(left, left.length - end) || splitsPair(right, right.length - end)) end -= 1
  return {
    start,
    end,
    startBytes: utf8Length(left.slice(0, start)),
    endBytes: utf8Length(left.slice(left.length - end)),
    leftBytes: utf8Length(left),
  }
}

function splitsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && (text.codePointAt(at - 1) ?? 0) > 0xffff
}

/** Bytes of a string in UTF-8. Node writes U+FFFD for a lone surrogate, of three bytes too. */
function utf8Length(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}
