import type {ExprNode} from 'groq-js'

/** Most nodes of a filter, the elements of lists not counted, and most around one another. */
const mostNodes = 200
const mostDepth = 100
const listParts = new Set<string>(['ArrayElement', 'Value'])

/**
 * Most `*` in a pattern of `match`, one at its end not counted. With more, the regular expressions
 * of groq-js take a time that grows with the square of a long word.
 */
const mostStars = 1

/** Most `*` in what `path()` is given. */
const mostPathStars = 3

/** Nodes that go down into the elements of an array. */
const pathNodes = new Set(['FlatMap', 'Map'])

/** What a node is done for each element of. */
type Around = 'nothing' | 'path' | 'filter'

/** Nodes that look at one document and take a time that grows with its size alone. */
const nodes = new Set([
  'AccessAttribute',
  'AccessElement',
  'And',
  'Array',
  'ArrayCoerce',
  'ArrayElement',
  'Filter',
  'FlatMap',
  'FuncCall',
  'Group',
  'InRange',
  'Map',
  'Neg',
  'Not',
  'OpCall',
  'Or',
  'Pos',
  'Select',
  'SelectAlternative',
  'Slice',
  'This',
  'Value',
])

const operators = new Set(['==', '!=', '<', '<=', '>', '>=', 'in'])

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
  return faultOf(filter, {nodes: 0}, 0, 'nothing')
}

function faultOf(node: ExprNode, count: Count, depth: number, around: Around): string | null {
  if (!listParts.has(node.type)) count.nodes += 1
  if (count.nodes > mostNodes || depth > mostDepth) return 'its filter is too long'
  const fault = faultOfNode(node, around)
  if (fault !== null) return fault
  if (node.type === 'Value') return null
  for (const [name, child] of Object.entries(node)) {
    const aroundChild = name === 'expr' ? within(node, around) : around
    for (const part of Array.isArray(child) ? child : [child]) {
      const found = isNode(part) ? faultOf(part, count, depth + 1, aroundChild) : null
      if (found !== null) return found
    }
  }
  return null
}

function within({type}: ExprNode, around: Around): Around {
  if (type === 'Filter') return 'filter'
  return pathNodes.has(type) && around === 'nothing' ? 'path' : around
}

function faultOfNode(node: ExprNode, around: Around): string | null {
  if (!nodes.has(node.type)) return `a listener's filter cannot use ${node.type}`
  // A path goes down and down, past each element once; filters in one another would multiply.
  const isNested = node.type === 'Filter' ? around !== 'nothing' : around === 'filter'
  if (isNested && (node.type === 'Filter' || pathNodes.has(node.type))) {
    return "a listener's filter cannot filter an array within another"
  }
  if (node.type === 'OpCall') return faultOfOperator(node)
  if (node.type === 'FuncCall') return faultOfCall(node)
  return null
}

function faultOfOperator({op, left, right}: Extract<ExprNode, {type: 'OpCall'}>): string | null {
  if (op === 'match') return faultOfPattern(right)
  if (op === '+') {
    const isConstant = [left, right].every((side) => constantsOf(side) !== null)
    return isConstant ? null : "a listener's filter can only add texts that are given"
  }
  return operators.has(op) ? null : `a listener's filter cannot use \`${op}\``
}

function faultOfCall({
  namespace,
  name,
  args,
}: Extract<ExprNode, {type: 'FuncCall'}>): string | null {
  const called = `${namespace}::${name}`
  if (!functions.has(called)) return `a listener's filter cannot use ${called}()`
  if (called !== 'global::path') return null
  const patterns = args.map(constantsOf)
  const stars = patterns.flat().join('').match(/\*+/g)?.length ?? 0
  return patterns.includes(null) || stars > mostPathStars
    ? `a listener's path() takes given texts with at most ${mostPathStars} wildcards`
    : null
}

/** A pattern has to be known: it may have few stars. */
function faultOfPattern(node: ExprNode): string | null {
  if (node.type === 'OpCall') return "a listener's pattern cannot be put together"
  const patterns = constantsOf(node)
  if (patterns === null) return "a listener's filter can only match patterns that are given"
  const stars = patterns.map((pattern) => pattern.replace(/\*+$/, '').split('*').length - 1)
  return Math.max(0, ...stars) > mostStars
    ? 'a pattern of a listener may have one `*`, and one at its end'
    : null
}

/** Give the texts that a value is made of; null where the document has a part in it. */
function constantsOf(node: ExprNode): string[] | null {
  if (node.type === 'Group') return constantsOf(node.base)
  if (node.type === 'OpCall' && node.op === '+') {
    return joined([constantsOf(node.left), constantsOf(node.right)])
  }
  if (node.type === 'Value') {
    const values: unknown[] = Array.isArray(node.value) ? node.value : [node.value]
    return values.filter((value) => typeof value === 'string')
  }
  if (node.type !== 'Array') return null
  return joined(node.elements.map((element) => constantsOf(element.value)))
}

function joined(parts: readonly (string[] | null)[]): string[] | null {
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? [])
}

function isNode(value: unknown): value is ExprNode {
  return typeof value === 'object' && value !== null && 'type' in value
}
