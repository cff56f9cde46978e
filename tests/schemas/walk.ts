/** A value inside a document, with the way to it. */
export interface Visit {
  value: unknown
  /** Keyed path, as problems have it. */
  path: string
  /** Object or array that holds the value; null for the document. */
  holder: Record<string, unknown> | unknown[] | null
  name: string | number
}

/** List every value of a document, itself first. */
export function walk(value: unknown, path = '', holder: Visit['holder'] = null): Visit[] {
  return visit(value, path, holder, '')
}

function visit(
  value: unknown,
  path: string,
  holder: Visit['holder'],
  name: string | number,
): Visit[] {
  const here = {value, path, holder, name}
  if (Array.isArray(value)) {
    const members = value.flatMap((member: {_key?: string}, index) =>
      visit(member, `${path}${step(member, index)}`, value, index),
    )
    return [here, ...members]
  }
  if (typeof value !== 'object' || value === null) return [here]
  const fields = Object.entries(value).flatMap(([field, member]) =>
    visit(member, path === '' ? field : `${path}.${field}`, value as Visit['holder'], field),
  )
  return [here, ...fields]
}

function step(member: {_key?: string}, index: number): string {
  const key = typeof member === 'object' ? member._key : undefined
  return key === undefined ? `[${index}]` : `[_key==${JSON.stringify(key)}]`
}
