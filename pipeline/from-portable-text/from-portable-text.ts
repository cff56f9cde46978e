import type {RootContent} from 'mdast'
import type {VFile} from 'vfile'

import {blocksToNodes} from './blocks-to-nodes.ts'
import {callout} from './handlers/callout.ts'
import {figureUse} from './handlers/figure-use.ts'
import {pullQuote} from './handlers/pull-quote.ts'
import {relatedArticle} from './handlers/related-article.ts'
import {table} from './handlers/table.ts'
import {createState} from './state.ts'
import type {Handler} from './state.ts'

const handlers: ReadonlyMap<string, Handler> = new Map([
  ['callout', callout],
  ['figureUse', figureUse],
  ['pullQuote', pullQuote],
  ['relatedArticle', relatedArticle],
  ['table', table],
])

/**
 * Turn the Portable Text of a section's body into mdast.
 *
 * The same content as Markdown gives the same nodes. What the model does not have is reported as
 * fatal, with its keyed path, and is never left out in silence.
 *
 * @param blocks
 *   Body as it is stored: untrusted.
 * @param file
 *   Receives `unknown-block`, `unknown-style`, `unknown-list`, `unknown-inline`, `unknown-mark`,
 *   `duplicate-key`, `reference-malformed`, `citation-empty`, `nested-link`, `table-headers`,
 *   `too-deep` and `malformed`, all fatal.
 * @param path
 *   Keyed path of the body, such as `sections[_key=="s1"].body`.
 * @see https://github.com/portabletext/portabletext
 */
export function fromPortableText(blocks: unknown, file: VFile, path: string): RootContent[] {
  return blocksToNodes(createState(file), blocks, path, handlers)
}
