import type {Nodes, Root} from 'mdast'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'

import {limits} from './limits.ts'
import {nestingFault} from './nesting-fault.ts'
import type {NestingFault} from './nesting-fault.ts'
import {startOf} from './state.ts'
import type {Point} from './state.ts'

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm, {singleTilde: false})
  .use(remarkDirective)
  .freeze()

/**
 * Parse CommonMark with GFM and directives, unless it nests too deep to be parsed safely.
 *
 * A single tilde stays text: in medicine it means "about".
 */
export function parseMarkdown(markdown: string): {root: Root} | {fault: NestingFault} {
  const fault = nestingFault(markdown)
  if (fault) return {fault}
  const root = processor.parse(markdown)
  const point = tooDeepAt(root)
  if (!point) return {root}
  return {fault: {ruleId: 'too-deep', reason: 'Lists or other blocks nest too deep here', point}}
}

/** Find the first node that nests too deep; without recursion, since it may be very deep. */
function tooDeepAt(root: Root): Point | undefined {
  const waiting: Array<{node: Nodes; depth: number; lists: number}> = [
    {node: root, depth: 0, lists: 0},
  ]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const {node, depth} = next
    const lists = next.lists + (node.type === 'list' ? 1 : 0)
    if (depth > limits.treeDepth || lists > limits.listDepth) {
      return startOf(node) ?? {line: 1, column: 1}
    }
    if (!('children' in node)) continue
    for (const child of node.children) waiting.push({node: child, depth: depth + 1, lists})
  }
  return undefined
}
