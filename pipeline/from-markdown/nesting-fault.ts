import {limits} from './limits.ts'
import type {Point} from './state.ts'

/** A fault that keeps Markdown from being parsed. */
export interface NestingFault {
  ruleId: 'too-deep' | 'too-long'
  reason: string
  point: Point
}

/**
 * Find what would take unbounded time or stack to parse: in one pass, before any parsing.
 *
 * Counts what lines say of nesting, generously; `fromMarkdown` measures the tree again.
 */
export function nestingFault(markdown: string): NestingFault | undefined {
  if (markdown.length > limits.length) {
    const reason = `A body of Markdown has at most ${limits.length} characters: make it two sections`
    return {ruleId: 'too-long', reason, point: {line: 1, column: 1}}
  }
  const containers: number[] = []
  let inline: InlineCount = {brackets: 0, markup: 0}
  for (const [index, line] of markdown.split(/\r\n|\n|\r/).entries()) {
    const start = containerPrefix(line)
    const fence = /^(:{3,})(.*)$/.exec(line.slice(start.end))
    if (fence) countFence(containers, fence[1]?.length ?? 0, fence[2] ?? '')
    inline = line.trim() === '' ? {brackets: 0, markup: 0} : countInline(inline, line)
    const what =
      start.markers > limits.markersInLine || start.columns > limits.indent
        ? 'Lists or quotes'
        : containers.length > limits.directiveDepth
          ? 'Directives'
          : inline.brackets > limits.brackets ||
              inline.markup > limits.markup ||
              new RegExp(`([*_~])\\1{${limits.run}}`).test(line)
            ? 'Inline markup'
            : undefined
    if (what) {
      const point = {line: index + 1, column: start.end + 1}
      return {ruleId: 'too-deep', reason: `${what} nest too deep here`, point}
    }
  }
  return undefined
}

/** Read the white space and the markers of lists and quotes that a line starts with. */
function containerPrefix(line: string): {end: number; markers: number; columns: number} {
  const marker = /[\t ]*(?:>|[-*+](?=[\t ]|$)|\d{1,9}[.)](?=[\t ]|$))/y
  let end = 0
  let markers = 0
  while (markers <= limits.markersInLine && marker.test(line)) {
    end = marker.lastIndex
    markers++
  }
  while (line[end] === ' ' || line[end] === '\t') end++
  let columns = 0
  for (let index = 0; index < end; index++) columns += line[index] === '\t' ? 4 : 1
  return {end, markers, columns}
}

/** Keep track of open container directives: a fence closes all that are at most as long. */
function countFence(containers: number[], size: number, rest: string): void {
  if (rest.trim() !== '') {
    containers.push(size)
    return
  }
  const closed = containers.findIndex((open) => open <= size)
  if (closed !== -1) containers.length = closed
}

interface InlineCount {
  brackets: number
  markup: number
}

function countInline(count: InlineCount, line: string): InlineCount {
  let {brackets, markup} = count
  for (const character of line.match(/[[\]*_~:`<&]/g) ?? []) {
    markup++
    if (character === '[') brackets++
    else if (character === ']' && brackets > 0) brackets--
  }
  return {brackets, markup}
}
