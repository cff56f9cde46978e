/** An object inside content, with the keyed path that leads to it. */
export interface Found {
  value: Record<string, unknown>
  path: string
}

/** List every object in a value, itself first, in reading order. */
export function objectsIn(value: unknown, path = ''): Found[] {
  if (Array.isArray(value)) {
    return value.flatMap((member, index) => objectsIn(member, `${path}[${index}]`))
  }
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Record<string, unknown>
  return [
    {value: fields, path},
    ...Object.entries(fields).flatMap(([name, field]) => objectsIn(field, `${path}.${name}`)),
  ]
}

/** Join the words of a document: each Portable Text block on one line, other texts as they are. */
export function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(wordsOf).join('\n')
  if (typeof value !== 'object' || value === null) return ''
  const fields = value as Record<string, unknown>
  if (fields['_type'] === 'block' && Array.isArray(fields['children'])) {
    return fields['children'].map((child: {text?: string}) => child.text ?? '').join('')
  }
  return Object.entries(fields)
    .filter(([name]) => !name.startsWith('_'))
    .map(([, field]) => wordsOf(field))
    .join('\n')
}
