import type {CslItemDate} from '#schemas'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Write a date as `November 25, 2015`, `November 2015` or `2015`. */
export function longDate(date: CslItemDate | undefined): string {
  const [year, month, day] = date?.['date-parts'][0] ?? []
  if (year === undefined) return ''
  const name = month === undefined ? undefined : months[month - 1]
  if (name === undefined) return String(year)
  return day === undefined ? `${name} ${year}` : `${name} ${day}, ${year}`
}

export function yearOf(date: CslItemDate | undefined): string {
  const year = date?.['date-parts'][0][0]
  return year === undefined ? '' : String(year)
}

/** Write a date behind a word, such as `Accessed February 20, 2026`; without a date, nothing. */
export function dated(word: string, date: CslItemDate | undefined): string {
  const written = longDate(date)
  return written === '' ? '' : `${word} ${written}`
}
