import type {ExprNode} from 'groq-js'

/** Any object of groq-js's tree; parts such as array elements are no expressions themselves. */
interface Part {
  type: string
  [field: string]: unknown
}

/** Expressions and other parts right below a node, in the order of the source. */
export function childrenOf(node: ExprNode): ExprNode[] {
  if (node.type === 'Value') return []
  return Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isPart) : isPart(value) ? [value] : [],
  ) as ExprNode[]
}

/**
 * Copy a tree with some nodes replaced.
 *
 * @param replace
 *   Gives the node to put in the place of one, already complete, or undefined to go on inside it.
 */
export function mapTree(
  node: ExprNode,
  replace: (node: ExprNode) => ExprNode | undefined,
): ExprNode {
  const replaced = replace(node)
  if (replaced) return replaced
  if (node.type === 'Value') return node
  const copy: Part = {type: node.type}
  for (const [field, value] of Object.entries(node as unknown as Part)) {
    if (Array.isArray(value)) {
      copy[field] = value.map((item: unknown) => (isPart(item) ? mapTree(item, replace) : item))
    } else copy[field] = isPart(value) ? mapTree(value, replace) : value
  }
  return copy as unknown as ExprNode
}

/** Does a node, or one below it, meet a condition? */
export function someNode(node: ExprNode, test: (node: ExprNode) => boolean): boolean {
  return test(node) || childrenOf(node).some((child) => someNode(child, test))
}

/** Take off the parentheses around an expression. */
export function ungrouped(node: ExprNode): ExprNode {
  let inner = node
  while (inner.type === 'Group') inner = inner.base
  return inner
}

function isPart(value: unknown): value is Part & ExprNode {
  return typeof value === 'object' && value !== null && typeof (value as Part).type === 'string'
}
