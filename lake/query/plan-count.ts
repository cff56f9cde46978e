import type {ExprNode} from 'groq-js'

import {argumentOf} from './argument.ts'
import {fieldOf} from './paths.ts'
import {ungrouped} from './tree.ts'

/**
 * Find out which types a filter lets through, where it says that and no more.
 *
 * Then the store can count by itself: no document is read.
 *
 * @returns
 *   Undefined where the filter says anything else.
 */
export function typesOf(filter: ExprNode, identity: string): string[] | undefined {
  const node = ungrouped(filter)
  if (node.type !== 'OpCall') return undefined
  const isEqual = node.op === '=='
  if (!isEqual && node.op !== 'in') return undefined
  const [field, value] =
    isEqual && fieldOf(node.left) === undefined ? [node.right, node.left] : [node.left, node.right]
  if (fieldOf(field) !== '_type') return undefined
  const bound: ExprNode[] = []
  const argument = argumentOf(value, {identity, bound}, isEqual ? 'one' : 'list')
  return argument?.kind === 'values'
    ? [...new Set(argument.values.filter((type) => typeof type === 'string'))]
    : undefined
}
