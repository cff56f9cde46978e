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

/** Write a calendar day, or the UTC day of an instant (ISO 8601): `August 15, 2025`. */
export function englishDate(value: string): string {
  const [year, month, day] = value.slice(0, 10).split('-')
  return `${months[Number(month) - 1] ?? ''} ${Number(day)}, ${Number(year)}`
}
