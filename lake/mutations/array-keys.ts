/**
 * Give a `_key` to every object in an array that has none.
 *
 * @param newKey Makes a key; unique within one array is enough.
 * @returns A copy where something was added, else the value itself.
 */
export function withArrayKeys<T>(value: T, newKey: () => string, isItem = false): T {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => withArrayKeys(item, newKey, true)) as T
  }
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    withArrayKeys(field as unknown, newKey),
  ])
  const copy = Object.fromEntries(fields) as Record<string, unknown>
  if (isItem && typeof copy['_key'] !== 'string') copy['_key'] = newKey()
  return copy as T
}
