import type {Nodes as HastNodes, Root as HastRoot} from 'hast'
import type {Nodes} from 'mdast'
import type {VFile} from 'vfile'

import {report} from '../report.ts'
import type {Tree} from '../tree.ts'

/**
 * Make sure that every text of the tree is in the hast, in the same order.
 *
 * The last word against losing text in silence, whatever a handler or the sanitiser does.
 *
 * @param file
 *   Receives a fatal `text-lost` with the path of the section of each text that is not there.
 */
export function keepText(tree: Tree, hast: HastRoot, file: VFile): void {
  const rendered = hastText(hast)
  let from = 0
  for (const {value, path} of treeTexts(tree, '')) {
    const at = rendered.indexOf(value, from)
    if (at !== -1) {
      from = at + value.length
      continue
    }
    report(file, {
      ruleId: 'text-lost',
      severity: 'fatal',
      reason: `The page has lost \`${value.slice(0, 60)}\`; this is a fault of Marrow`,
      path,
    })
  }
}

function treeTexts(node: Nodes, path: string): Array<{value: string; path: string}> {
  const inside = node.type === 'section' ? node.path : path
  const before = [ownText(node)].flatMap((value) => (value ? [{value, path: inside}] : []))
  if (!('children' in node)) return before
  const after = node.type === 'pullQuote' && node.attribution ? [node.attribution] : []
  return [
    ...before,
    ...node.children.flatMap((child) => treeTexts(child, inside)),
    ...after.map((value) => ({value, path: inside})),
  ]
}

/** Text that a node says itself; a section's title is in its heading. */
function ownText(node: Nodes): string | undefined {
  switch (node.type) {
    case 'text':
      return node.value
    case 'callout':
      return node.title
    case 'table':
      return node.data?.caption
    case 'figure':
      return node.use && [node.use.alt, node.use.caption ?? ''].join('')
    default:
      return 'value' in node ? node.value : undefined
  }
}

function hastText(node: HastNodes): string {
  if (node.type === 'text') return node.value
  if (node.type === 'element' && node.tagName === 'img') {
    return typeof node.properties['alt'] === 'string' ? node.properties['alt'] : ''
  }
  return 'children' in node ? node.children.map((child) => hastText(child)).join('') : ''
}
