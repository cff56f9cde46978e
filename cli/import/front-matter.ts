import {parseDocument} from 'yaml'

/** A file, taken apart. */
export interface SourceText {
  /** Values of the front matter; empty where there is none. */
  fields: Record<string, unknown>
  body: string
  /** Lines before the body, to name places in the file. */
  bodyLine: number
  /** What is wrong with the front matter. */
  faults: string[]
}

/**
 * Split YAML front matter from a Markdown text.
 *
 * @param text
 *   ```markdown
 *   ---
 *   title: Knee pain
 *   language: en
 *   ---
 *   Body.
 *   ```
 */
export function splitFrontMatter(text: string): SourceText {
  const unmarked = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const match = /^---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(unmarked)
  if (!match) return {fields: {}, body: unmarked, bodyLine: 0, faults: []}

  const document = parseDocument(match[1] ?? '', {uniqueKeys: true, schema: 'core'})
  const faults = document.errors.map(
    ({message, linePos}) => `line ${(linePos?.[0].line ?? 0) + 1}: ${message.split('\n')[0]}`,
  )
  const value: unknown = faults.length > 0 ? {} : document.toJS({maxAliasCount: 10})
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    faults.push('line 2: the front matter must be a list of `name: value`')
  }
  return {
    fields: faults.length > 0 ? {} : {...(value as Record<string, unknown>)},
    body: unmarked.slice(match[0].length),
    bodyLine: match[0].split('\n').length - 1,
    faults,
  }
}
