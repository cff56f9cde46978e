import {GroqSyntaxError, parse} from 'groq-js'
import type {ExprNode} from 'groq-js'

import {checkSource, checkTree} from './limits.ts'
import {limitFault, parseFault, QueryFaultError} from './query-error.ts'
import {someNode} from './tree.ts'

/**
 * Read a query, with its parameters put in as values.
 *
 * Safe for any input: what would take groq-js long, or overflow it, is refused.
 *
 * @throws {QueryFaultError} With the place of the fault, where it has one.
 */
export function parseQuery(source: string, params: Readonly<Record<string, unknown>>): ExprNode {
  checkSource(source)
  checkParams(params)
  const tree = parseSource(source, params)
  checkTree(tree)
  someNode(tree, (node) => {
    if (node.type === 'Parameter') throw missingParameter(source, node.name)
    const unsupported = node.type === 'FuncCall' && unsupportedFunction(node.namespace, node.name)
    if (unsupported) {
      const start = Math.max(0, source.indexOf(unsupported))
      throw parseFault(`${unsupported}() is not supported here`, start, start + unsupported.length)
    }
    return false
  })
  return tree
}

function parseSource(source: string, params: Readonly<Record<string, unknown>>): ExprNode {
  try {
    return parse(source, {params: {...params}})
  } catch (error) {
    if (error instanceof GroqSyntaxError) {
      throw syntaxFault(error, source)
    }
    if (error instanceof RangeError) throw limitFault('The query nests too deep', error)
    if (error instanceof QueryFaultError) throw error
    throw parseFault(
      error instanceof Error ? error.message : String(error),
      0,
      source.length,
      error,
    )
  }
}

/** groq-js points in front of spaces, and calls anything that it does not expect the end. */
function syntaxFault(error: GroqSyntaxError, source: string): QueryFaultError {
  const detail = error.message.replace(/^Syntax error in GROQ query at position \d+:? ?/, '')
  const position = Math.min(error.position, source.length)
  const start = position + (source.slice(position).match(/^\s*/)?.[0].length ?? 0)
  const found = source[start]
  if (found === undefined) return parseFault('Unexpected end of query', start, start, error)
  const isVague = detail === '' || detail === 'Unexpected end of query'
  return parseFault(isVague ? `Unexpected "${found}"` : detail, start, start + 1, error)
}

function checkParams(params: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(params)) {
    if (!/^[a-zA-Z_]\w*$/.test(name) || name === 'hasOwnProperty' || name === '__proto__') {
      throw limitFault(`"${name.slice(0, 80)}" cannot be the name of a parameter`)
    }
  }
}

function missingParameter(source: string, name: string): QueryFaultError {
  const found = new RegExp(`\\$${name}\\b`).exec(source)
  const start = found?.index ?? 0
  const end = found ? start + found[0].length : source.length
  return parseFault(`param $${name} referenced, but not provided`, start, end)
}

/** Functions that groq-js knows by name only, or only where a document changes. */
function unsupportedFunction(namespace: string, name: string): string | undefined {
  const called = namespace === 'global' ? name : `${namespace}::${name}`
  const isUnsupported =
    ['geo', 'documents', 'media', 'user', 'diff', 'delta'].includes(namespace) ||
    called === 'text::semanticSimilarity' ||
    called === 'anywhere'
  return isUnsupported ? called : undefined
}
