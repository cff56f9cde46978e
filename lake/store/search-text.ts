/** Most UTF-16 units of one document that go into the full-text index. */
const maxLength = 262_144

/** Word that marks a document whose text was cut; every text condition selects these too. */
export const cutMark = 'zzmarrowcut'

/** Fields with an underscore are no text, but for the id, which the Studio's search reaches. */
export function isTextField(name: string): boolean {
  return !name.startsWith('_') || name === '_id'
}

/**
 * Text of a document for the full-text index.
 *
 * Holds every string that `match` can see through a path of text fields, each also with the dots
 * taken out that `match` takes out: `F.B.I` is the token `FBI`.
 */
export function searchText(document: object): string {
  const parts = searchParts(document).flatMap((part) => {
    const plain = withoutEdgeDots(part)
    return plain === part ? [part] : [part, plain]
  })
  const text = parts.join('\n')
  return text.length <= maxLength ? text : `${cutMark}\n${wholeUnits(text.slice(0, maxLength))}`
}

/**
 * Strings of a document's text fields, in document order.
 *
 * The spans of each block of Portable Text come run together too, since a word may be half bold.
 */
export function searchParts(document: object): string[] {
  const parts: string[] = []
  gather(document, parts)
  return parts
}

/**
 * Take out the dots at word edges, as groq-js does before it splits text into tokens.
 *
 * Its expression, `(\\b\\.+|\\.+\\b)`, takes a time that grows with the square of a run of dots.
 */
export function withoutEdgeDots(text: string): string {
  return text.replaceAll(/\.+/g, (dots: string, at: number) => {
    const isEdge = isWordUnit(text[at - 1]) || isWordUnit(text[at + dots.length])
    return isEdge ? '' : dots
  })
}

function isWordUnit(unit: string | undefined): boolean {
  return unit !== undefined && /\w/.test(unit)
}

function gather(value: unknown, parts: string[]): void {
  if (typeof value === 'string') parts.push(value)
  else if (Array.isArray(value)) for (const item of value) gather(item, parts)
  else if (typeof value === 'object' && value !== null) {
    const spans = spansOf(value)
    if (spans.length > 1) parts.push(spans.join(''))
    for (const [name, field] of Object.entries(value)) if (isTextField(name)) gather(field, parts)
  }
}

/** Texts that `pt::text` runs together for one block. */
function spansOf(block: object): string[] {
  const {children} = block as {children?: unknown}
  if (!Array.isArray(children)) return []
  return (children as ({_type?: unknown; text?: unknown} | null)[]).flatMap((child) =>
    child?._type === 'span' && typeof child.text === 'string' ? [child.text] : [],
  )
}

/** Never end in half a surrogate pair: SQLite would store another character. */
function wholeUnits(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text
}
