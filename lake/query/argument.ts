import {evaluateSync} from 'groq-js'
import type {ExprNode} from 'groq-js'

import {childrenOf, ungrouped} from './tree.ts'

/** A value to compare with: known now, or known once the outer document is. */
export type Argument =
  | {kind: 'values'; values: readonly unknown[]}
  /** Index in `PlanContext.bound`. */
  | {kind: 'bound'; index: number}

/** How an argument is used: as one value, as a list of values, or as either. */
export type ArgumentUse = 'one' | 'list' | 'either'

interface BindingContext {
  identity: string
  bound: ExprNode[]
}

/** Strings that part the values of one list, and stand for a value that is no list of strings. */
export const listSeparator = '\u0002'
export const notText = '\u0003'

/**
 * Read an expression of a filter as a value that does not depend on the document filtered.
 *
 * @returns
 *   Undefined where it does, or where this cannot be told.
 */
export function argumentOf(
  expression: ExprNode | undefined,
  context: BindingContext,
  use: ArgumentUse = 'one',
): Argument | undefined {
  if (!expression) return undefined
  const node = ungrouped(expression)
  if (isConstant(node)) {
    const {data} = evaluateSync(node, {identity: context.identity, dataset: []})
    if (Array.isArray(data)) return use === 'one' ? undefined : {kind: 'values', values: data}
    return use === 'list' ? undefined : {kind: 'values', values: [data]}
  }
  const outer = fromOuter(node)
  if (!outer) return undefined
  context.bound.push(use === 'one' ? asText(outer) : asTexts(outer))
  return {kind: 'bound', index: context.bound.length - 1}
}

function isConstant(node: ExprNode): boolean {
  switch (node.type) {
    case 'Value':
      return true
    case 'Group':
    case 'Neg':
    case 'Array':
      return childrenOf(node).every(isConstant)
    case 'OpCall':
      return node.op === '+' && isConstant(node.left) && isConstant(node.right)
    case 'FuncCall':
      return (
        (node.name === 'identity' || ['string', 'lower', 'upper'].includes(node.name)) &&
        (node.namespace === 'global' || node.namespace === 'string') &&
        node.args.every(isConstant)
      )
    default:
      // Array elements are no expressions of their own to groq-js's types.
      return (node as {type: string}).type === 'ArrayElement' && childrenOf(node).every(isConstant)
  }
}

/**
 * Move an expression that begins at an outer document (`^._id`) to where the filter is used.
 *
 * There, the parent of a filtered document is the value itself.
 */
function fromOuter(node: ExprNode): ExprNode | undefined {
  switch (node.type) {
    case 'Parent':
      return node.n === 1 ? {type: 'This'} : {type: 'Parent', n: node.n - 1}
    case 'AccessAttribute':
    case 'AccessElement':
    case 'ArrayCoerce':
    case 'Deref':
    case 'Group': {
      const base = node.base && fromOuter(node.base)
      return base && {...node, base}
    }
    case 'Map':
    case 'FlatMap': {
      const base = fromOuter(node.base)
      return base && isPlainStep(node.expr) ? {...node, base} : undefined
    }
    case 'OpCall': {
      if (node.op !== '+') return undefined
      const left = isConstant(node.left) ? node.left : fromOuter(node.left)
      const right = isConstant(node.right) ? node.right : fromOuter(node.right)
      return left && right && {...node, left, right}
    }
    default:
      return undefined
  }
}

/** A step inside an array that looks at its items only: `._ref`, `->`. */
function isPlainStep(node: ExprNode): boolean {
  switch (node.type) {
    case 'This':
      return true
    case 'AccessAttribute':
    case 'AccessElement':
    case 'ArrayCoerce':
    case 'Deref':
    case 'Group':
      return node.base !== undefined && isPlainStep(node.base)
    case 'Map':
    case 'FlatMap':
      return isPlainStep(node.base) && isPlainStep(node.expr)
    default:
      return false
  }
}

/** The value where it is a string, else the mark that says it is none. */
function asText(value: ExprNode): ExprNode {
  const text = call('global', 'string', [value])
  const condition: ExprNode = {type: 'OpCall', op: '==', left: value, right: text}
  const same: ExprNode = {
    type: 'Select',
    alternatives: [{type: 'SelectAlternative', condition, value: text}],
  }
  return call('global', 'coalesce', [same, {type: 'Value', value: notText}])
}

function asTexts(value: ExprNode): ExprNode {
  const separator: ExprNode = {type: 'Value', value: listSeparator}
  return call('global', 'coalesce', [
    call('array', 'join', [value, separator]),
    call('global', 'string', [value]),
    {type: 'Value', value: notText},
  ])
}

function call(namespace: string, name: string, args: ExprNode[]): ExprNode {
  return {type: 'FuncCall', namespace, name, args}
}
