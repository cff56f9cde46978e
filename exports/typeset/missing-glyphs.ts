import {TypesetError} from './typeset-error.ts'

/** Characters that show nothing: fonts need no glyph for them. */
const invisible = /^[\p{Default_Ignorable_Code_Point}\p{Zs}\n]$/u

/**
 * Refuse text with a character that no font has: it would be a blank box.
 *
 * @param texts
 *   By the place that a message names.
 * @param coverage
 *   Code points of all fonts together.
 * @throws `TypesetError` `glyph-missing`, with each character and where it first stands.
 */
export function requireGlyphs(
  texts: ReadonlyMap<string, readonly string[]>,
  coverage: ReadonlySet<number>,
): void {
  const missing = new Map<string, string>()
  for (const [place, values] of texts) {
    for (const value of values) {
      for (const character of value) {
        if (coverage.has(character.codePointAt(0) ?? 0) || invisible.test(character)) continue
        if (!missing.has(character))
          missing.set(character, `${place}: “${around(value, character)}”`)
      }
    }
  }
  if (missing.size === 0) return
  const list = [...missing]
    .slice(0, 10)
    .map(([character, place]) => `${name(character)} in ${place}`)
  const more = missing.size > 10 ? ` and ${missing.size - 10} more` : ''
  throw new TypesetError(
    'glyph-missing',
    `No font has ${list.join('; ')}${more}. Write it in other words, or add a font in cli/export/typst-fonts.ts`,
  )
}

/** Members that no page shows. */
const unseen = new Set(['alt', 'description', 'id', 'keywords', 'path', 'to', 'url'])

/** List what a document's data shows in letters, whatever its depth. */
export function stringsIn(data: unknown): string[] {
  const strings: string[] = []
  const rest: unknown[] = [data]
  for (let value = rest.pop(); value !== undefined; value = rest.pop()) {
    if (typeof value === 'string') strings.push(value)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) {
        if (!unseen.has(name) && item !== undefined) rest.push(item)
      }
    }
  }
  return strings.toReversed()
}

function name(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `${character} (U+${code})`
}

function around(value: string, character: string): string {
  const index = value.indexOf(character)
  return value.slice(Math.max(0, index - 20), index + 20).trim()
}
