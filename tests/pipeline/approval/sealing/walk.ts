/** A place in JSON where a value can be replaced. */
export interface Place {
  /** Such as `knee.sections.0.heading`. */
  path: string
  owner: Record<string, unknown> | unknown[]
  key: string | number
  value: string | number | boolean
}

/** List every leaf of JSON with what holds it, so that a test can change one and put it back. */
export function leavesOf(value: unknown, path = ''): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const entries: Array<[string | number, unknown]> = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value)
  return entries.flatMap(([key, member]) => {
    const here = `${path}.${key}`
    return typeof member === 'object' && member !== null
      ? leavesOf(member, here)
      : [{path: here, owner: value as Place['owner'], key, value: member as Place['value']}]
  })
}

/** Run with one leaf replaced. */
export async function withLeaf<T>(place: Place, value: unknown, run: () => T): Promise<Awaited<T>> {
  const owner = place.owner as Record<string | number, unknown>
  owner[place.key] = value
  try {
    return await run()
  } finally {
    owner[place.key] = place.value
  }
}

/** Change one byte of a text, one of a number, or the other truth value. */
export function changed(value: Place['value']): Place['value'] {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  const last = value.at(-1) ?? ''
  return value.slice(0, -1) + (last === 'x' ? 'y' : 'x')
}
