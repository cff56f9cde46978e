import {compareText} from '#schemas'

/** Write a value as JSON in one way only: names in code-point order, two spaces, a last newline. */
export function writeJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), null, 2)}\n`
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => compareText(a, b))
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]))
}
