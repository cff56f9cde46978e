import type {ExprNode, FuncCallNode, OpCallNode} from 'groq-js'

import type {Condition, OrderField} from '../store/candidate-plan.ts'
import type {Argument} from './argument.ts'
import {argumentOf} from './argument.ts'
import {all, allOf, anyOf, conditionOn, flip, idIn, none, range} from './conditions.ts'
import type {Template} from './conditions.ts'
import {fieldOf, isReferencePath, isTextPath, isThis} from './paths.ts'
import type {Perspective} from './perspective.ts'
import {expressionForPatterns} from './text-terms.ts'
import {expressionForQuery, parseTextQuery} from './text-query.ts'
import {ungrouped} from './tree.ts'

/** What planning a filter needs to know, and where it notes the values of outer documents. */
export interface PlanContext {
  perspective: Perspective
  identity: string
  /** Expressions to evaluate where the filter is used; a template names them by index. */
  bound: ExprNode[]
}

/**
 * Find a condition of the store that every document meets for which a filter is true.
 *
 * What it cannot tell from indexes it leaves open: the result is a superset.
 */
export function planCondition(filter: ExprNode, context: PlanContext): Template {
  const node = ungrouped(filter)
  switch (node.type) {
    case 'And':
      return allOf([planCondition(node.left, context), planCondition(node.right, context)])
    case 'Or':
      return anyOf([planCondition(node.left, context), planCondition(node.right, context)])
    case 'Value':
      return node.value === true ? all : none
    case 'InRange':
      return allOf([
        planComparison('>=', node.base, node.left, context),
        planComparison('<=', node.base, node.right, context),
      ])
    case 'FuncCall':
      return planCall(node, context)
    case 'OpCall':
      return planOperator(node, context)
    default:
      return all
  }
}

function planOperator(node: OpCallNode, context: PlanContext): Template {
  const {op, left, right} = node
  switch (op) {
    case '==':
      return allOf([planEqual(left, right, context), planEqual(right, left, context)])
    case 'in':
      return planIn(ungrouped(left), ungrouped(right), context)
    case 'match':
      return planMatch(left, ungrouped(right), context)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return allOf([
        planComparison(op, left, right, context),
        planComparison(flip(op), right, left, context),
      ])
    default:
      return all
  }
}

function planEqual(left: ExprNode, right: ExprNode, context: PlanContext): Template {
  const value = argumentOf(right, context)
  if (!value) return all
  const field = fieldOf(left)
  if (field === '_createdAt' || field === '_updatedAt') {
    return allOf([range(field, '>=', value), range(field, '<=', value)])
  }
  if (field) return conditionOn(field, value, context.perspective)
  return isReferencePath(left) ? conditionOn('references', value, context.perspective) : all
}

function planIn(left: ExprNode, right: ExprNode, context: PlanContext): Template {
  const field = fieldOf(left)
  if (field === '_id' && right.type === 'FuncCall' && right.name === 'path') {
    return planPath(argumentOf(right.args[0], context), context.perspective)
  }
  const list = argumentOf(right, context, 'list')
  if (list) {
    if (field === 'slug' && list.kind === 'bound') return all
    if (field && field !== '_createdAt' && field !== '_updatedAt') {
      return conditionOn(field, list, context.perspective)
    }
    return isReferencePath(left) ? conditionOn('references', list, context.perspective) : all
  }
  const value = argumentOf(left, context)
  return value && isReferencePath(right)
    ? conditionOn('references', value, context.perspective)
    : all
}

/** `path("a.b.**")`: whole parts may be wildcards, so what is before the first one is a prefix. */
function planPath(value: Argument | undefined, perspective: Perspective): Template {
  if (value?.kind !== 'values' || typeof value.values[0] !== 'string') return all
  const parts = value.values[0].split('.')
  const wild = parts.findIndex((part) => part === '*' || part === '**')
  if (wild === -1) return idIn([value.values[0]], perspective)
  if (wild === 0 || perspective.kind === 'layers') return all
  return {kind: 'id-prefix', prefix: `${parts.slice(0, wild).join('.')}.`}
}

function planMatch(left: ExprNode, right: ExprNode, context: PlanContext): Template {
  if (right.type === 'FuncCall' && right.namespace === 'text' && right.name === 'query') {
    const argument = argumentOf(right.args[0], context)
    if (argument?.kind !== 'values' || typeof argument.values[0] !== 'string') return all
    if (!isThis(left) && !hasThis(left) && !isTextPath(left)) return all
    return textCondition(expressionForQuery(parseTextQuery(argument.values[0])))
  }
  if (!isTextPath(left)) return all
  const patterns = argumentOf(right, context, 'list') ?? argumentOf(right, context)
  if (patterns?.kind !== 'values') return all
  const texts = patterns.values.filter((value) => typeof value === 'string')
  return textCondition(expressionForPatterns(texts))
}

function hasThis(node: ExprNode): boolean {
  return node.type === 'Array' && node.elements.some(({value}) => isThis(value))
}

function textCondition(query: string | undefined): Condition {
  return query === undefined ? all : {kind: 'text', query}
}

function planCall(node: FuncCallNode, context: PlanContext): Template {
  const {perspective} = context
  if (node.namespace === 'global' && node.name === 'references') {
    const targets = node.args.map((arg) => argumentOf(arg, context, 'either'))
    if (!targets.every((target) => target !== undefined)) return all
    return anyOf(targets.map((target) => conditionOn('references', target, perspective)))
  }
  if (node.namespace !== 'sanity') return all
  const value = argumentOf(node.args[0], context)
  if (value?.kind !== 'values' || typeof value.values[0] !== 'string') return all
  const [id] = value.values
  if (node.name === 'versionOf') {
    return anyOf([idIn([id], perspective), {kind: 'published-id-in', ids: [id]}])
  }
  if (node.name === 'partOfRelease' && perspective.kind === 'raw') {
    return {kind: 'id-prefix', prefix: `versions.${id}.`}
  }
  return all
}

function planComparison(
  op: '<' | '<=' | '>' | '>=',
  left: ExprNode,
  right: ExprNode,
  context: PlanContext,
): Template {
  const field = fieldOf(left)
  if (!field || field === '_type' || field === 'slug') return all
  const value = argumentOf(right, context)
  const {perspective} = context
  const column: OrderField =
    field === '_id' && perspective.kind === 'layers' ? 'publishedId' : field
  return value ? range(column, op, value) : all
}
