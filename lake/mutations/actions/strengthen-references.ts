/**
 * Make the references strong that the Studio made weak only until their document is published.
 *
 * @returns A copy.
 */
export function strengthenReferences<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => strengthenReferences(item)) as T
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, strengthenReferences(field as unknown)]),
  ) as Record<string, unknown>
  const wish = fields['_strengthenOnPublish']
  if (typeof fields['_ref'] !== 'string' || !wish) return fields as T
  const {_strengthenOnPublish, _weak, ...reference} = fields
  const staysWeak = typeof wish === 'object' && 'weak' in wish && wish.weak === true
  return (staysWeak ? {...reference, _weak: true} : reference) as T
}
