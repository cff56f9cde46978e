import type {Article} from '#schemas'

import type {Content} from '../approval/types.ts'
import type {FigureUse, Message, NumberedReference} from '../composition.ts'
import type {Context} from '../context.ts'
import type {Leaf} from '../leaves.ts'
import type {Tree} from '../tree.ts'

/** What a check may look at: a page after all steps. */
export interface CheckedPage {
  content: Content
  context: Context
  /** Null for a page of the site. */
  article: Article | null
  tree: Tree
  references: readonly NumberedReference[]
  figures: Readonly<Record<string, FigureUse>>
  /** Every text of the content. */
  leaves: readonly Leaf[]
}

/** One rule about a page; gives a message for each breach, in reading order. */
export type Check = (page: CheckedPage) => Message[]
