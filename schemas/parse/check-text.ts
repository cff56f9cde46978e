import type {Report} from './problem.ts'

/** Report a value that is not text, or text that no format can hold. */
export function checkText(value: unknown, report: Report): value is string {
  if (typeof value !== 'string') {
    report.add('type-wrong', 'Must be text')
    return false
  }
  if (!value.isWellFormed()) report.add('text-malformed', 'Has half of a surrogate pair')
  if (value.includes('\0')) report.add('text-malformed', 'Has the character U+0000')
  return true
}
