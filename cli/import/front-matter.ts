import {isMap, isScalar, LineCounter, parseDocument, type Document} from 'yaml'

/** A file, taken apart. */
export interface SourceText {
  /** Values of the front matter; empty where there is none. */
  fields: Record<string, unknown>
  /** Line of each field in the file. */
  lines: Map<string, number>
  body: string
  /** Lines before the body, to name places in the file. */
  bodyLine: number
  /** What is wrong with the front matter, with the line in the file. */
  faults: Array<{line: number; reason: string}>
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
  if (!match) return {fields: {}, lines: new Map(), body: unmarked, bodyLine: 0, faults: []}

  const lineCounter = new LineCounter()
  const document = parseDocument(match[1] ?? '', {uniqueKeys: true, schema: 'core', lineCounter})
  const faults = document.errors.map(({message, linePos}) => ({
    line: (linePos?.[0].line ?? 0) + 1,
    reason: message.split(/ at line|\n/)[0] ?? message,
  }))
  if (faults.length === 0 && !isMap(document.contents)) {
    faults.push({line: 2, reason: 'the front matter must be a list of `name: value`'})
  }
  return {
    fields: faults.length > 0 ? {} : valuesOf(document),
    lines: linesOf(document, lineCounter),
    body: unmarked.slice(match[0].length),
    bodyLine: match[0].split('\n').length - 1,
    faults,
  }
}

function valuesOf(document: Document.Parsed): Record<string, unknown> {
  return {...(document.toJS({maxAliasCount: 10}) as Record<string, unknown>)}
}

function linesOf({contents}: Document.Parsed, counter: LineCounter): Map<string, number> {
  const lines = new Map<string, number>()
  if (!isMap(contents)) return lines
  for (const {key} of contents.items) {
    if (isScalar(key) && key.range) {
      lines.set(String(key.value), counter.linePos(key.range[0]).line + 1)
    }
  }
  return lines
}
