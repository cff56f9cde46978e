import {evaluateSync, parse} from 'groq-js'
import type {ExprNode} from 'groq-js'

/** Anything with an id and a type. */
export interface FilteredDocument {
  _id: string
  _type: string
  [field: string]: unknown
}

const parsed = new Map<string, ExprNode>()

/**
 * Does a grant's GROQ filter match a document?
 *
 * Filters come from the code or the configuration of the lake, never from a request: they run in
 * this thread, without limits.
 */
export function matchesFilter(
  filter: string,
  document: FilteredDocument,
  identity: string,
): boolean {
  let tree = parsed.get(filter)
  if (tree === undefined) parsed.set(filter, (tree = parse(filter)))
  const value = evaluateSync(tree, {root: document, dataset: [], identity})
  return value.type === 'boolean' && value.data
}
