import {callout} from './directives/callout.ts'
import {figure} from './directives/figure.ts'
import {quote} from './directives/quote.ts'
import {related} from './directives/related.ts'
import {table as tableDirective} from './directives/table.ts'
import {list} from './handlers/list.ts'
import {paragraph} from './handlers/paragraph.ts'
import {table} from './handlers/table.ts'
import type {BlockHandler} from './state.ts'

/** What a body may have at its top. */
export const bodyHandlers: ReadonlyMap<string, BlockHandler> = new Map<string, BlockHandler>([
  ['paragraph', paragraph as BlockHandler],
  ['list', list as BlockHandler],
  ['table', table as BlockHandler],
  [':::note', callout as BlockHandler],
  [':::warning', callout as BlockHandler],
  [':::urgent', callout as BlockHandler],
  [':::quote', quote as BlockHandler],
  [':::table', tableDirective as BlockHandler],
  ['::figure', figure as BlockHandler],
  ['::related', related as BlockHandler],
])
