import type {Root} from 'hast'
import {toString} from 'mdast-util-to-string'
import {defaultHandlers, toHast as fromMdast, type Handler, type Handlers} from 'mdast-util-to-hast'
import type {VFile} from 'vfile'

import {report} from '../report.ts'
import type {Tree} from '../tree.ts'
import {handlers} from './handlers.ts'

/**
 * Turn the tree of a page into hast.
 *
 * @param tree
 *   After all steps; not changed.
 * @param file
 *   Receives a fatal `node-unknown` for a node that no handler knows, raw HTML among them; its
 *   text stays, as text.
 */
export function toHast(tree: Tree, file: VFile): Root {
  const unknown: Handler = (_state, node: {type: string}) => {
    report(file, {
      ruleId: 'node-unknown',
      severity: 'fatal',
      reason: `No handler knows the node \`${node.type}\``,
      path: '',
    })
    return {type: 'text', value: toString(node)}
  }
  // The library would render some of these in silence and drop others.
  const refused: Handlers = Object.fromEntries(
    Object.keys(defaultHandlers).map((type) => [type, unknown]),
  )

  const hast = fromMdast(tree, {
    clobberPrefix: '',
    handlers: {...refused, ...handlers},
    unknownHandler: unknown,
  })
  return hast.type === 'root' ? hast : {type: 'root', children: []}
}
