import type {RawDocument} from '#pipeline'

/** What accepting better words changes in a document: values by keyed path, for a patch's `set`. */
export type Replacement = Record<string, unknown>

/** Fields of an article that a reader sees as they are. */
const plainFields = ['title', 'summary']

interface Place {
  /** Keyed path of the text or of the block. */
  path: string
  text: string
  /** The value with the words of a range replaced. */
  replace(start: number, end: number, words: string): unknown
}

/**
 * Put better words in the place of those that a reviewer quoted.
 *
 * @param document
 *   The article, or a shared section, as it stands; not changed.
 * @returns
 *   Null where the quoted words are not there any more, or more than once: nobody can tell then
 *   what is meant.
 */
export function replaceWords(
  document: RawDocument,
  quote: string,
  words: string,
): Replacement | null {
  const wanted = pattern(quote)
  if (!wanted) return null
  const found = placesIn(document).flatMap((place) =>
    [...place.text.matchAll(wanted)].map((match) => ({place, match})),
  )
  const [only, ...more] = found
  if (!only || more.length > 0) return null
  const {place, match} = only
  return {[place.path]: place.replace(match.index, match.index + match[0].length, words)}
}

/** The quoted words, whatever white space is between them. */
function pattern(quote: string): RegExp | null {
  const parts = quote.trim().split(/\s+/).filter(Boolean)
  if (parts.length === 0) return null
  return new RegExp(
    parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('\\s+'),
    'g',
  )
}

function placesIn(document: RawDocument): Place[] {
  const places: Place[] = []
  for (const field of plainFields) {
    const value = document[field]
    if (typeof value === 'string') places.push(plainPlace(field, value))
  }
  const points = document['keyPoints']
  if (Array.isArray(points)) {
    points.forEach((point: unknown, index) => {
      if (typeof point === 'string') places.push(plainPlace(`keyPoints[${index}]`, point))
    })
  }
  visit(document['sections'], 'sections', places)
  visit(document['section'], 'section', places)
  visit(document['expertQuote'], 'expertQuote', places)
  return places
}

function visit(value: unknown, path: string, places: Place[]): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      if (isRecord(item)) visit(item, `${path}[_key=="${String(item['_key'])}"]`, places)
    }
  } else if (isRecord(value)) {
    if (value['_type'] === 'block' && Array.isArray(value['children'])) {
      places.push(blockPlace(`${path}.children`, value['children'] as Child[]))
      return
    }
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === 'string' && ['heading', 'markdown', 'text', 'title'].includes(name)) {
        places.push(plainPlace(`${path}.${name}`, member))
      } else visit(member, `${path}.${name}`, places)
    }
  }
}

function plainPlace(path: string, text: string): Place {
  return {
    path,
    text,
    replace: (start, end, words) => text.slice(0, start) + words + text.slice(end),
  }
}

interface Child {
  _type?: unknown
  text?: unknown
}

/** Spans of a block: better words take the marks of where they begin; citations stay. */
function blockPlace(path: string, children: readonly Child[]): Place {
  const textOf = ({_type, text}: Child) =>
    _type === 'span' && typeof text === 'string' ? text : ''
  return {
    path,
    text: children.map(textOf).join(''),
    replace(start, end, words) {
      let offset = 0
      let isPlaced = false
      return children.map((child) => {
        const text = textOf(child)
        const [from, to] = [offset, offset + text.length]
        offset = to
        if (text === '' || to <= start || from >= end) return child
        const kept = isPlaced ? '' : words
        isPlaced = true
        const before = text.slice(0, Math.max(0, start - from))
        const after = text.slice(Math.min(text.length, end - from))
        return {...child, text: before + kept + after}
      })
    },
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
