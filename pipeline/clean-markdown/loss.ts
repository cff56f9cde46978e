import type {Nodes} from 'mdast'

/** What an import left out or turned into something plainer. */
export interface Loss {
  /** From 1, in the file. */
  line: number
  /** From 1. */
  column: number
  what: string
}

/** @param bodyLine Lines of the file before the body. */
export function lossAt(node: Nodes, bodyLine: number, what: string): Loss {
  const {line = 1, column = 1} = ('position' in node && node.position?.start) || {}
  return {line: line + bodyLine, column, what}
}
