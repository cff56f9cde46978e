/** The shapes that content is compared in: what it says, in reading order, nothing of how it is stored. */

/** How a run of text is marked; `value` is an address or an id where there is one. */
export interface Mark {
  /** Such as `strong`, `superscript`, `link`, `term`, `articleLink`. */
  type: string
  value?: string
}

/** One work of a citation. */
export interface CitedWork {
  source: string
  locator?: string
  excerpt?: string
}

/** A piece of running text, or what stands in it as a whole. */
export type Run =
  | {type: 'text'; text: string; marks: Mark[]}
  | {type: 'citation'; works: CitedWork[]; marks: Mark[]}
  /** Names a document, such as an author or a figure. */
  | {type: 'reference'; id: string; marks: Mark[]}
  /** A line break. */
  | {type: 'break'; marks: Mark[]}
  /** Between two cells of a row. */
  | {type: 'cell'; marks: Mark[]}
  /** Between two blocks of one cell; `kind` is that of the second. */
  | {type: 'block'; kind: string; marks: Mark[]}

/**
 * A paragraph, a heading, an item, a row, or the opening of what holds others.
 *
 * Nesting is by `level`, as by indentation: what a block holds follows it, one level deeper.
 */
export interface Block {
  /** Such as `heading`, `paragraph`, `list`, `item`, `row`, `callout`, `quote`, `figure`, `field`. */
  kind: string
  level: number
  /** What is said of the block beside its words, such as the tone of a callout. */
  attributes: Record<string, string>
  runs: Run[]
  /** Keyed path in the content, for a click to the field. */
  path: string
}

/** A part that is compared as one: a section, a field, a source, a figure. */
export interface Entry {
  /** Of a section empty, since its key says nothing; else the field's name or the document's id. */
  id: string
  type: EntryType
  attributes: Record<string, string>
  blocks: Block[]
  path: string
}

export type EntryType =
  | 'field'
  | 'section'
  | 'source'
  | 'figure'
  | 'term'
  | 'person'
  | 'sharedSection'
  | 'other'

/** Content as it is compared: fields, sections in reading order, and each document it refers to. */
export interface Sheet {
  fields: Entry[]
  sections: Entry[]
  documents: Entry[]
}
