import {breakable, cleanText} from './clean-text.ts'
import type {TypstInline} from './typst-node.ts'

/** Take the region of a language (BCP 47) in the form that Typst has; null where it names none. */
export function regionOf(language: string): string | null {
  const [, region] = /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?:-|$)/i.exec(language) ?? []
  return region?.toUpperCase() ?? null
}

/** Take the UTC day of an instant. */
export function dayOf(instant: string): [number, number, number] {
  const [year = 1970, month = 1, day = 1] = new Date(instant)
    .toISOString()
    .slice(0, 10)
    .split('-')
    .map(Number)
  return [year, month, day]
}

/** Make a line that fits above a page. */
export function shortLine(text: string): TypstInline[] {
  const line = plain(text)
  const letters = Array.from(line)
  return breakable(letters.length > 90 ? `${letters.slice(0, 89).join('').trimEnd()}…` : line)
}

/** Make a text plain: one line of what can be printed. */
export function plain(text: string): string {
  return cleanText(text).trim()
}
