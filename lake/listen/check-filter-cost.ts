import type {ExprNode} from 'groq-js'

/** Most nodes of a filter, and most around one another. */
const mostNodes = 2000
const mostDepth = 100

/**
 * Most `*` in a pattern of `match`, one at its end not counted. With more, the regular expressions
 * of groq-js take a time that grows with the square of a long word.
 */
const mostStars = 1

/** Nodes that look at one document and take a time that grows with its size alone. */
const nodes = new Set([
  'AccessAttribute',
  'AccessElement',
  'And',
  'Array',
  'ArrayCoerce',
  'ArrayElement',
  'Filter',
  'FuncCall',
  'Group',
  'InRange',
  'Map',
  'Neg',
  'Not',
  'OpCall',
  'Or',
  'Parent',
  'Pos',
  'Select',
  'SelectAlternative',
  'This',
  'Value',
])

const operators = new Set(['==', '!=', '<', '<=', '>', '>=', 'in', 'match'])

const functions = new Set([
  'global::coalesce',
  'global::count',
  'global::dateTime',
  'global::defined',
  'global::identity',
  'global::length',
  'global::lower',
  'global::path',
  'global::references',
  'global::upper',
  'sanity::partOfRelease',
  'sanity::versionOf',
  'string::startsWith',
])

interface Count {
  nodes: number
}

/**
 * Say why a filter may not run in the lake's own thread; null where it may.
 *
 * Such a filter cannot look at other documents, make long values, or go through an array for every
 * element of another.
 */
export function checkFilterCost(filter: ExprNode): string | null {
  return faultOf(filter, {nodes: 0}, 0, 0)
}

function faultOf(node: ExprNode, count: Count, depth: number, loops: number): string | null {
  count.nodes += 1
  if (count.nodes > mostNodes || depth > mostDepth) return 'its filter is too long'
  const fault = faultOfNode(node, loops)
  if (fault !== null) return fault
  if (node.type === 'Value') return null
  const inner = node.type === 'Filter' || node.type === 'Map' ? loops + 1 : loops
  for (const [name, child] of Object.entries(node)) {
    const around = name === 'expr' ? inner : loops
    for (const part of Array.isArray(child) ? child : [child]) {
      const found = isNode(part) ? faultOf(part, count, depth + 1, around) : null
      if (found !== null) return found
    }
  }
  return null
}

function faultOfNode(node: ExprNode, loops: number): string | null {
  if (!nodes.has(node.type)) return `a listener's filter cannot use ${node.type}`
  if (node.type === 'Filter' || node.type === 'Map') {
    return loops > 0 ? "a listener's filter cannot filter within a filter of an array" : null
  }
  if (node.type === 'OpCall') {
    if (!operators.has(node.op)) return `a listener's filter cannot use \`${node.op}\``
    return node.op === 'match' ? faultOfPattern(node.right) : null
  }
  if (node.type === 'FuncCall' && !functions.has(`${node.namespace}::${node.name}`)) {
    return `a listener's filter cannot use ${node.namespace}::${node.name}()`
  }
  return null
}

/** A pattern has to be known: it may have few stars. */
function faultOfPattern(node: ExprNode): string | null {
  const patterns = constantsOf(node)
  if (patterns === null) return "a listener's filter can only match patterns that are given"
  const stars = patterns.map((pattern) => pattern.replace(/\*+$/, '').split('*').length - 1)
  return Math.max(0, ...stars) > mostStars
    ? 'a pattern of a listener may have one `*`, and one at its end'
    : null
}

function constantsOf(node: ExprNode): string[] | null {
  if (node.type === 'Group') return constantsOf(node.base)
  if (node.type === 'Value') {
    const values: unknown[] = Array.isArray(node.value) ? node.value : [node.value]
    return values.filter((value) => typeof value === 'string')
  }
  if (node.type !== 'Array') return null
  const parts = node.elements.map((element) => constantsOf(element.value))
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? [])
}

function isNode(value: unknown): value is ExprNode {
  return typeof value === 'object' && value !== null && 'type' in value
}
