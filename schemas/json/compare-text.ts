/**
 * Compare by code point, for sorting that is the same on every machine.
 *
 * JavaScript's `<` compares UTF-16 units, which puts U+FF00 after an emoji; this does not.
 *
 * @returns -1, 0 or 1.
 */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return rank(left) < rank(right) ? -1 : 1
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1
}

/** Move surrogates above the rest of the basic plane, where their code points are. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit > 0xdfff ? unit - 0x800 : unit + 0x2000
}
