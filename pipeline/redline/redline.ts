import type {Message} from '../composition.ts'
import type {Block, Entry, Mark, Run} from './sheet.ts'

/** What became of a part between base and head. */
type ChangeKind = 'same' | 'changed' | 'added' | 'removed'

/**
 * A run of a changed block.
 *
 * `marked`: the words are the same, their marks changed from `was` to `marks`.
 */
export type Piece = Run & {change: 'same' | 'added' | 'removed' | 'marked'; was?: Mark[]}

/** An attribute that is not what it was; a side is absent where it has none. */
export interface AttributeChange {
  name: string
  base?: string
  head?: string
}

/** Where something stood in the base that now stands elsewhere, under the same `move`. */
export interface MovedAway {
  change: 'moved-away'
  /** Like no other's among the sections, or the blocks, of a redline. */
  move: number
}

/** A block with what changed in it. */
export interface RedBlock extends Omit<Block, 'runs'> {
  change: ChangeKind
  /** It stands elsewhere than in the base. */
  move: number | null
  /** Only of a pair: what is removed or added carries its attributes. */
  changes: AttributeChange[]
  pieces: Piece[]
}

/** A part with what changed in it. */
export interface RedEntry extends Omit<Entry, 'blocks'> {
  change: ChangeKind
  move: number | null
  changes: AttributeChange[]
  blocks: Array<RedBlock | MovedAway>
}

/** What a redline compares, as far as it is an edition. */
export interface Side {
  /** Edition id; null for content that is not sealed. */
  edition: string | null
  number: number | null
}

/** Two contents compared: plain data, made by `compareContents`. */
export interface Redline {
  /** Null when there is nothing to compare with: then all is `added`. */
  base: Side | null
  head: Side
  /** Word for word and mark for mark the same, by canonical JSON. */
  identical: boolean
  fields: Array<RedEntry | MovedAway>
  sections: Array<RedEntry | MovedAway>
  documents: Array<RedEntry | MovedAway>
  /** How to call what ids name: sources, people, figures, terms. Those of the head come first. */
  names: Record<string, string>
  /** Fatal findings of either side: what they name may be missing from the redline. */
  messages: Message[]
}
