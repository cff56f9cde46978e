import type {ExprNode} from 'groq-js'

import {isTextField} from '../store/search-text.ts'
import {ungrouped} from './tree.ts'

/** A field that the store has an index for. */
export type IndexedField = '_id' | '_type' | '_createdAt' | '_updatedAt' | 'slug'

const systemFields = ['_id', '_type', '_createdAt', '_updatedAt']

/** Is an expression the document itself? */
export function isThis(expression: ExprNode): boolean {
  return ungrouped(expression).type === 'This'
}

/** Which indexed field of the document an expression is: `_id`, `@._type`, `slug.current`. */
export function fieldOf(expression: ExprNode): IndexedField | undefined {
  const node = ungrouped(expression)
  if (node.type !== 'AccessAttribute') return undefined
  if (isOwn(node.base)) {
    return systemFields.includes(node.name) ? (node.name as IndexedField) : undefined
  }
  const base = ungrouped(node.base)
  const isSlug =
    node.name === 'current' &&
    base.type === 'AccessAttribute' &&
    base.name === 'slug' &&
    isOwn(base.base)
  return isSlug ? 'slug' : undefined
}

/**
 * Does an expression give only `_ref`s that are inside the document?
 *
 * Equal to an id, or holding it, then means that the document has a reference to it.
 */
export function isReferencePath(expression: ExprNode): boolean {
  const node = ungrouped(expression)
  switch (node.type) {
    case 'AccessAttribute':
      return node.name === '_ref' && node.base !== undefined && isInside(node.base)
    case 'Map':
    case 'FlatMap':
      return isInside(node.base) && isReferencePath(node.expr)
    default:
      return false
  }
}

/** Does an expression give only strings of the document that the full-text index has? */
export function isTextPath(expression: ExprNode): boolean {
  const node = ungrouped(expression)
  switch (node.type) {
    case 'AccessAttribute':
      return isTextField(node.name) && (isOwn(node.base) || isTextPath(node.base))
    case 'AccessElement':
    case 'ArrayCoerce':
    case 'Filter':
    case 'Slice':
      return isTextPath(node.base)
    case 'Map':
    case 'FlatMap':
      return isTextPath(node.base) && (isThis(node.expr) || isTextPath(node.expr))
    case 'Array':
      return node.elements.every(({value}) => isTextPath(value))
    case 'FuncCall':
      return (
        node.args.every((arg) => isTextPath(arg)) &&
        ((node.namespace === 'pt' && node.name === 'text') ||
          (node.namespace === 'global' && node.name === 'coalesce'))
      )
    default:
      return false
  }
}

/** A path that stays inside the document: no dereference, no outer document. */
function isInside(expression: ExprNode): boolean {
  const node = ungrouped(expression)
  switch (node.type) {
    case 'This':
      return true
    case 'AccessAttribute':
      return node.base === undefined || isInside(node.base)
    case 'AccessElement':
    case 'ArrayCoerce':
    case 'Filter':
    case 'Slice':
      return isInside(node.base)
    case 'Map':
    case 'FlatMap':
      return isInside(node.base) && isInside(node.expr)
    default:
      return false
  }
}

function isOwn(base: ExprNode | undefined): base is undefined {
  return base === undefined || isThis(base)
}
