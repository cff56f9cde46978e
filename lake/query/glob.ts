/**
 * Match a token against a pattern of `match` in time that grows with both lengths only.
 *
 * Says what groq-js's regular expression says: `*` is any run of characters, `.` any one of them,
 * and case does not count. The expression itself takes years over ten `*a` and a hundred `a`.
 */
export class Glob {
  readonly #pattern: readonly string[]

  /** @param source The regular expression, from `^` to `$`. */
  constructor(source: string) {
    const units = source.slice(1, -1).replaceAll('.*', '*').split('')
    this.#pattern = units.map(foldCase)
  }

  test(token: string): boolean {
    const pattern = this.#pattern
    let at = 0
    let star = -1
    let resume = 0
    for (let index = 0; index < token.length;) {
      const expected = pattern[at]
      if (expected === '*') {
        star = at++
        resume = index
      } else if (expected === '.' || expected === foldCase(token[index] as string)) {
        at++
        index++
      } else if (star === -1) {
        return false
      } else {
        // Let the last star take one character more, and go on after it.
        at = star + 1
        index = ++resume
      }
    }
    while (pattern[at] === '*') at++
    return at === pattern.length
  }
}

const folded: string[] = []

/** Fold case as a regular expression does with `i` and without `u`: one unit to one unit. */
function foldCase(unit: string): string {
  const code = unit.charCodeAt(0)
  return (folded[code] ??= foldOnce(unit, code))
}

function foldOnce(unit: string, code: number): string {
  const upper = unit.toUpperCase()
  if (upper.length !== 1) return unit
  return code >= 128 && upper.charCodeAt(0) < 128 ? unit : upper
}

/** Have groq-js use {@link Glob} in this process, for the expressions that could take long. */
export function installGlob(): void {
  const Native = RegExp
  const pattern = /^\^[^!@#$%^&(),\\/?";:{}|[\]+<>\s-]+\$$/
  globalThis.RegExp = new Proxy(Native, {
    apply(_target, _this, [source, flags]: [string | RegExp, string?]) {
      const isMatch = flags === 'i' && typeof source === 'string' && pattern.test(source)
      return isMatch && !isQuick(source) ? new Glob(source) : new Native(source, flags)
    },
  })
}

/** One wildcard, or one at each end: the platform's own expression is linear, and faster. */
function isQuick(source: string): boolean {
  const wildcards = source.split('.*').length - 1
  return wildcards < 2 || (wildcards === 2 && /^\^\.\*.*\.\*\$$/.test(source))
}
