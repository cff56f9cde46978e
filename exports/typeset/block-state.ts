import type {Element, ElementContent} from 'hast'

import type {Places} from './inlines.ts'
import type {TypstNode} from './typst-node.ts'

/** What the blocks around say about those inside. */
export interface BlockState {
  places: Places
  /** Words before the pages of `back-links`. */
  citedOn: string
  /** On paper a picture without that right gives way to its words. */
  onPaper: boolean
  /** Pictures of the page are portraits. */
  isBoard: boolean
  /** In a list, a box or a cell. */
  isNested: boolean
  /** Id of the section around, for its heading to take. */
  sectionId?: {id?: string}
}

/** How a part turns what is in it into nodes. */
export type ToBlocks = (nodes: readonly ElementContent[], state: BlockState) => TypstNode[]

/** Class names of an element. */
export function classesOf({properties: {className}}: Element): ReadonlySet<string> {
  return new Set(Array.isArray(className) ? className.map(String) : [])
}
