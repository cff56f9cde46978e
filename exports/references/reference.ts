import type {ElementContent} from 'hast'

/** A formatted reference. */
export interface FormattedReference {
  /** Phrasing content; only `a`, `i`, `b`, `sub` and `sup` elements. */
  nodes: ElementContent[]
  /** The same, as plain text. */
  text: string
}

/** Styles that references can be written in. */
export type ReferenceStyle = 'ama' | 'vancouver' | 'apa'
