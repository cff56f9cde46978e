import {Problem} from './problem.ts'

/**
 * Read a whole number out of the query.
 *
 * @throws `Problem` 400 for what is none, is out of bounds or is there twice.
 */
export function wholeNumber(
  url: URL,
  name: string,
  fallback: number,
  {from, to}: {from: number; to: number},
): number {
  const values = url.searchParams.getAll(name)
  if (values.length === 0) return fallback
  const [text = '', ...more] = values
  const value = Number(text)
  const isNumber = more.length === 0 && /^\d{1,15}$/.test(text)
  if (isNumber && value >= from && value <= to) return value
  throw new Problem(
    400,
    'parameter-malformed',
    `\`${name}\` is a whole number from ${from} to ${to}`,
  )
}

/** Read a word out of the query; null where it is not there. @throws `Problem` 400 */
export function word(url: URL, name: string): string | null {
  const values = url.searchParams.getAll(name)
  if (values.length === 0) return null
  if (values.length === 1 && /^[\w.+-]{1,200}$/.test(values[0]!)) return values[0]!
  throw new Problem(400, 'parameter-malformed', `\`${name}\` is one word`)
}
