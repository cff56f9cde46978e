import type {Break, Emphasis, Link, PhrasingContent, Strong, Text} from 'mdast'

import type {ArticleLink, Citation, Subscript, Superscript, Term} from '../tree.ts'

/** A node that holds marked text; made empty, filled by `buildMarksTree`. */
export type MarkNode = Link | Term | ArticleLink | Strong | Emphasis | Subscript | Superscript

/** A mark on text. Two runs have the same mark if `key` is equal. */
export interface Mark {
  /** Name of a decorator, or an own key for each annotation. */
  key: string
  /** Place among marks of equal length: annotations in their order first, then decorators. */
  rank: number
  create(): MarkNode
}

/** A piece of a line with the marks on it. */
export interface Run {
  node: Text | Break | Citation
  marks: Mark[]
}

/**
 * Nest marked runs, so that each mark opens as seldom as possible.
 *
 * ```text
 * ('a', strong) ('b', strong + emphasis) ('c', emphasis)
 *   → strong('a', emphasis('b')), emphasis('c')
 * ```
 *
 * A mark that goes on longer is outside; of two that end together, the lower rank is. Neighbouring
 * texts are joined; empty ones, and breaks before the first or after the last text, are left out. A
 * citation closes all marks, so that it never is in a link.
 */
export function buildMarksTree(runs: readonly Run[]): PhrasingContent[] {
  const kept = trimBreaks(runs.filter(({node}) => node.type !== 'text' || node.value !== ''))
  const root: PhrasingContent[] = []
  let open: Array<{mark: Mark; node: MarkNode}> = []

  for (const [index, run] of kept.entries()) {
    const wanted = run.node.type === 'citation' ? [] : unique(run.marks)
    const keys = new Set(wanted.map((mark) => mark.key))
    const firstClosed = open.findIndex(({mark}) => !keys.has(mark.key))
    if (firstClosed !== -1) open = open.slice(0, firstClosed)

    const opened = new Set(open.map(({mark}) => mark.key))
    const due = wanted.filter((mark) => !opened.has(mark.key))
    const lengths = new Map(due.map((mark) => [mark.key, lengthOf(mark, kept, index)]))
    const length = (mark: Mark): number => lengths.get(mark.key) ?? 0
    due.sort((a, b) => length(b) - length(a) || a.rank - b.rank)

    for (const mark of due) {
      const node = mark.create()
      childrenOf(root, open).push(node)
      open.push({mark, node})
    }
    append(childrenOf(root, open), run.node)
  }
  return root
}

function trimBreaks(runs: Run[]): Run[] {
  const start = runs.findIndex(({node}) => node.type !== 'break')
  const end = runs.findLastIndex(({node}) => node.type !== 'break')
  return start === -1 ? [] : runs.slice(start, end + 1)
}

function unique(marks: readonly Mark[]): Mark[] {
  return [...new Map(marks.map((mark) => [mark.key, mark])).values()]
}

/** Count the runs from `start` on that have the mark. */
function lengthOf(mark: Mark, runs: readonly Run[], start: number): number {
  let end = start
  while (runs[end]?.node.type !== 'citation' && hasMark(runs[end], mark)) end++
  return end - start
}

function hasMark(run: Run | undefined, mark: Mark): boolean {
  return run?.marks.some(({key}) => key === mark.key) ?? false
}

function childrenOf(root: PhrasingContent[], open: Array<{node: MarkNode}>): PhrasingContent[] {
  return open.at(-1)?.node.children ?? root
}

function append(siblings: PhrasingContent[], node: Run['node']): void {
  const last = siblings.at(-1)
  if (node.type === 'text' && last?.type === 'text') last.value += node.value
  else siblings.push(node.type === 'text' ? {type: 'text', value: node.value} : node)
}
