/** Pages of a work, taken apart. */
export interface PageRange {
  first: string
  last?: string
}

/**
 * Take pages such as `819-830`, `819–30` or `e12` apart; `819–30` ends at `830`.
 *
 * @returns
 *   Undefined for what is no single page or range, such as `1-3, 7`.
 */
export function pageRange(pages: string | undefined): PageRange | undefined {
  const match = /^\s*([a-z]*\d+[a-z]?)(?:\s*[-\u2010-\u2015]\s*([a-z]*\d+[a-z]?))?\s*$/i.exec(
    pages ?? '',
  )
  const [, first, last] = match ?? []
  if (first === undefined) return undefined
  if (last === undefined) return {first}
  const isShort = /^\d+$/.test(first) && /^\d+$/.test(last) && last.length < first.length
  return {first, last: isShort ? first.slice(0, first.length - last.length) + last : last}
}
