import type {Block, Body} from '#schemas'

/** A run of text as a span of Portable Text has it. */
export type PastedBlock = Block & {_key: string}

/** A member of a section's body. */
export type PastedMember = Body[number]

/** A heading in what was pasted, which no body can hold. */
export interface PastedHeading {
  _type: 'heading'
  /** From 1. */
  depth: number
  text: string
}

/** What something on the clipboard became. */
export interface Pasted {
  /** Members of a body in order, with the headings between them. */
  parts: Array<PastedMember | PastedHeading>
  /** What was left out or became plainer, in plain words, each once. */
  dropped: string[]
}

/** True for a heading among the parts. */
export function isHeading(part: PastedMember | PastedHeading): part is PastedHeading {
  return part._type === 'heading'
}
