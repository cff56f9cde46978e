import {referencesIn} from '#pipeline'

/**
 * Number the works that a document cites, in the order in which a reader meets them.
 *
 * As `numberCitations` of the pipeline does, without the text of shared sections, which live in
 * other documents.
 *
 * @param sections Of an article, or the one of a shared section; read as they are being written.
 */
export function citationOrder(sections: unknown): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const id of sourcesIn(sections)) if (!numbers.has(id)) numbers.set(id, numbers.size + 1)
  return numbers
}

function sourcesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((member) => sourcesIn(member))
  if (typeof value !== 'object' || value === null) return []
  const {_type, items, markdown, body, content, children, rows, cells, sections} = value as Record<
    string,
    unknown
  >
  if (_type === 'citationUse') {
    return Array.isArray(items) ? items.flatMap((item) => sourceOf(item)) : []
  }
  const written = typeof markdown === 'string' ? inMarkdown(markdown) : []
  return [
    ...written,
    ...[body, children, content, rows, cells, sections].flatMap((part) => sourcesIn(part)),
  ]
}

function sourceOf(item: unknown): string[] {
  const ref = (item as {source?: {_ref?: unknown}} | null)?.source?._ref
  return typeof ref === 'string' ? [ref] : []
}

function inMarkdown(markdown: string): string[] {
  return referencesIn(markdown).flatMap(({kind, id}) => (kind === 'citation' ? [id] : []))
}
