import type {ExprNode} from 'groq-js'

import {limitFault, parseFault} from './query-error.ts'
import {childrenOf} from './tree.ts'

/** Longest query, in UTF-16 units. */
const maxSourceLength = 65_536
/** Deepest nesting, in the source and in the tree. */
const maxDepth = 300
/** Most nodes in the tree, custom functions expanded. */
const maxNodes = 10_000
/** Most words, signs and strings in the source: groq-js's parser takes their number squared. */
const maxTokens = 8000
/** Most calls of custom functions, each of which is expanded in place. */
const maxCustomCalls = 50
/** Most wildcards in one term of a pattern, and in all strings that a pattern is put together of. */
const maxWildcards = 3
const maxWildcardsTogether = 8

/**
 * Refuse a source that groq-js would choke on while it parses.
 *
 * @throws {QueryFaultError} For one too long, too deep, or with custom functions that multiply.
 */
export function checkSource(source: string): void {
  if (source.length > maxSourceLength) {
    throw limitFault(`The query is longer than ${maxSourceLength} characters`)
  }
  const code = blankStringsAndComments(source)
  const tokens = source.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\w+|[^\s\w]/g)?.length ?? 0
  if (tokens > maxTokens) throw limitFault(`The query has more than ${maxTokens} words and signs`)
  let depth = 0
  let prefixes = 0
  for (let index = 0; index < code.length; index++) {
    const char = code[index] as string
    if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) depth--
    if ('!+-'.includes(char)) prefixes++
    else if (!/\s/.test(char)) prefixes = 0
    if (depth + prefixes > maxDepth) {
      throw parseFault(`Nested more than ${maxDepth} deep`, index, index + 1)
    }
  }
  checkCustomFunctions(code)
}

/** A custom function is expanded at each call: one that calls another could double at every level. */
function checkCustomFunctions(code: string): void {
  if (!/^\s*fn\b/.test(code)) return
  const end = code.lastIndexOf(';') + 1
  const declared = [...code.slice(0, end).matchAll(/\bfn\s+(\w+)\s*::\s*(\w+)/g)]
  for (const [, namespace, name] of declared) {
    const uses = (text: string) =>
      [...text.matchAll(new RegExp(`\\b${namespace}\\s*::\\s*${name}\\b`, 'g'))].length
    if (uses(code.slice(0, end)) > 1) {
      throw limitFault(`The custom function ${namespace}::${name} is used in a custom function`)
    }
    if (uses(code.slice(end)) > maxCustomCalls) {
      throw limitFault(
        `The custom function ${namespace}::${name} is used over ${maxCustomCalls} times`,
      )
    }
  }
}

/**
 * Refuse a tree that is too deep or too big, and patterns that take too long to match.
 *
 * Parameters are values in the tree by now, so that theirs count too.
 */
export function checkTree(tree: ExprNode): void {
  let nodes = 0
  const pending: [ExprNode, number][] = [[tree, 1]]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [node, depth] = next
    if (++nodes > maxNodes) throw limitFault(`The query has more than ${maxNodes} parts`)
    if (depth > maxDepth) throw limitFault(`The query nests more than ${maxDepth} deep`)
    if (node.type === 'OpCall' && node.op === 'match') checkPattern(node.right)
    if (node.type === 'FuncCall' && node.name === 'path') checkPattern(node.args[0])
    for (const child of childrenOf(node)) pending.push([child, depth + 1])
  }
}

function checkPattern(pattern: ExprNode | undefined): void {
  if (!pattern) return
  if (pattern.type === 'Value') {
    for (const text of stringsIn(pattern.value)) {
      for (const term of text.split(/\s+/)) refuseWildcards(wildcardsIn(term), maxWildcards)
    }
    return
  }
  let together = 0
  const pending: ExprNode[] = [pattern]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'Value') {
      for (const text of stringsIn(node.value)) together += wildcardsIn(text)
    }
    pending.push(...childrenOf(node))
  }
  refuseWildcards(together, maxWildcardsTogether)
}

function refuseWildcards(found: number, most: number): void {
  if (found > most)
    throw limitFault(`A pattern has ${found} wildcards; at most ${most} are allowed`)
}

function wildcardsIn(text: string): number {
  return [...text.matchAll(/\*+/g)].length
}

function stringsIn(value: unknown): string[] {
  const found: string[] = []
  const pending = [value]
  while (pending.length > 0) {
    const next = pending.pop()
    if (typeof next === 'string') found.push(next)
    else if (typeof next === 'object' && next !== null) pending.push(...Object.values(next))
  }
  return found
}

/** Put spaces in the place of strings and comments: what is left is code, at the same offsets. */
function blankStringsAndComments(source: string): string {
  return source.replaceAll(/"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\/\/[^\n]*/g, (text) =>
    ' '.repeat(text.length),
  )
}
