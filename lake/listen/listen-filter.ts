import {evaluateSync} from 'groq-js'
import type {ExprNode} from 'groq-js'

import {LakeError} from '../lake-error.ts'
import {parseQuery} from '../query/parse-query.ts'
import {QueryFaultError, toLakeError} from '../query/query-error.ts'
import {someNode, ungrouped} from '../query/tree.ts'
import type {StoredDocument} from '../store/store.ts'
import {checkFilterCost} from './check-filter-cost.ts'

const dots = '.'.repeat(200)

/** Does a listener's query match a document? */
export type DocumentFilter = (document: StoredDocument) => boolean

/**
 * Read the filter of a listener's query.
 *
 * Only the filters of `*[…][…]` count, as in the hosted lake: projections, order and slices after
 * them are ignored. A listener's filter looks at one document at a time and is evaluated here, in
 * this thread: whatever could take long is refused. A condition that follows a reference or asks for
 * other documents cannot be told from one change; it counts as met, so that a listener hears of more
 * rather than less.
 *
 * @throws {LakeError} 400 with the reason.
 */
export function parseListenFilter(
  query: string,
  params: Record<string, unknown>,
  identity: string,
): DocumentFilter {
  const conditions = conditionsOf(readQuery(query, params), query)
    .flatMap(conjuncts)
    .filter((condition) => !looksElsewhere(condition))
  for (const condition of conditions) {
    const fault = checkFilterCost(condition)
    if (fault !== null) throw refused(query, fault)
  }
  return (document) => conditions.every((condition) => holds(condition, document, identity))
}

function readQuery(query: string, params: Record<string, unknown>): ExprNode {
  try {
    return parseQuery(query, params)
  } catch (error) {
    if (error instanceof QueryFaultError) throw toLakeError(error.fault, query)
    throw error
  }
}

/** Find the filters between `*` and whatever comes after them. */
function conditionsOf(tree: ExprNode, query: string): ExprNode[] {
  const conditions: ExprNode[] = []
  let node = tree
  while (node.type !== 'Everything') {
    if (node.type === 'Filter') conditions.unshift(node.expr)
    if (!('base' in node) || node.base === undefined) {
      throw refused(query, 'a listener needs a query of the form `*[filter]`')
    }
    node = node.base as ExprNode
  }
  return conditions
}

function usesMatch(condition: ExprNode): boolean {
  return someNode(condition, (node) => node.type === 'OpCall' && node.op === 'match')
}

const dotted = new WeakMap<object, boolean>()

/**
 * Has a document a run of dots that groq-js's `match` would take long over? Then it counts as met:
 * the time grows with the square of the run, and nothing ends it in this thread.
 */
function hasDots(document: StoredDocument): boolean {
  let has = dotted.get(document)
  if (has === undefined) dotted.set(document, (has = JSON.stringify(document).includes(dots)))
  return has
}

/** The conditions that `&&` joins. */
function conjuncts(condition: ExprNode): ExprNode[] {
  const node = ungrouped(condition)
  return node.type === 'And' ? [...conjuncts(node.left), ...conjuncts(node.right)] : [node]
}

function looksElsewhere(condition: ExprNode): boolean {
  return someNode(condition, ({type}) => type === 'Deref' || type === 'Everything')
}

function holds(condition: ExprNode, document: StoredDocument, identity: string): boolean {
  if (usesMatch(condition) && hasDots(document)) return true
  const value = evaluateSync(condition, {root: document, dataset: [], identity})
  return value.type === 'boolean' && value.data
}

function refused(query: string, reason: string): LakeError {
  return new LakeError(400, 'listenQueryError', `Listener refused: ${reason}`, {fields: {query}})
}
