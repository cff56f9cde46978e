import type {ExprNode} from 'groq-js'

/** What the tree of a planned query calls: a source of documents, or a test of full text. */
export interface Call {
  kind: 'source' | 'text'
  index: number
  args: string[]
}

const prefix = '\u0000'
const separator = '\u0001'

/**
 * Make a node that calls back while groq-js evaluates it.
 *
 * groq-js has one way out, its `dereference` function: so the node dereferences a made-up id that
 * holds the call. No stored id begins with a NUL.
 *
 * @param args
 *   Expressions of strings, evaluated where the node is.
 */
export function call(kind: Call['kind'], index: number, args: readonly ExprNode[]): ExprNode {
  const head: ExprNode = {type: 'Value', value: `${prefix}${kind}:${index}`}
  const elements = [head, ...args].map((value) => ({
    type: 'ArrayElement' as const,
    value,
    isSplat: false,
  }))
  const joined: ExprNode = {
    type: 'FuncCall',
    namespace: 'array',
    name: 'join',
    args: [
      {type: 'Array', elements},
      {type: 'Value', value: separator},
    ],
  }
  const attribute = {
    type: 'ObjectAttributeValue' as const,
    name: '_ref',
    value: args.length === 0 ? head : joined,
  }
  return {type: 'Deref', base: {type: 'Object', attributes: [attribute]}}
}

/** Read a call from a made-up id; undefined for the id of a document. */
export function parseCall(reference: string): Call | undefined {
  if (!reference.startsWith(prefix)) return undefined
  const [head = '', ...args] = reference.slice(prefix.length).split(separator)
  const [kind, index] = head.split(':')
  if (kind !== 'source' && kind !== 'text') return undefined
  return {kind, index: Number(index), args}
}
