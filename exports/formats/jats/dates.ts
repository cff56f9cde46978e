import type {Element} from 'xast'
import {x} from 'xastscript'

/**
 * Describe the UTC day of an instant as a `date` or `pub-date`.
 *
 * @param instant ISO 8601.
 */
export function toDate(
  name: 'date' | 'pub-date',
  type: string,
  instant: string,
  attributes: Record<string, string> = {},
): Element {
  const iso = instant.slice(0, 10)
  const [year = '', month = '', day = ''] = iso.split('-')
  return x(name, {...attributes, 'date-type': type, 'iso-8601-date': iso}, [
    x('day', day),
    x('month', month),
    x('year', year),
  ])
}
