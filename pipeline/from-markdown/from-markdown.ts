import type {Definition, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'

import {blocksToNodes} from './blocks-to-nodes.ts'
import {bodyHandlers} from './body-handlers.ts'
import {parseMarkdown} from './parse-markdown.ts'
import {createState} from './state.ts'

/**
 * Turn the Markdown of a section's body into mdast.
 *
 * The same content as Portable Text gives the same nodes, without positions. What the dialect does
 * not have is reported as fatal, with line and column, and is never left out in silence.
 *
 * @param markdown
 *   CommonMark with GFM and directives: see `docs/markdown.md`.
 * @param file
 *   Receives `unknown-block`, `unknown-inline`, `unknown-list`, `unknown-directive`,
 *   `unknown-attribute`, `attribute-missing`, `label-missing`, `citation-empty`, `empty-link`,
 *   `nested-link`, `table-headers`, `too-deep` and `too-long`, all fatal, and the warning
 *   `definition-unused`.
 * @param path
 *   Keyed path of the body, such as `sections[_key=="s1"].markdown`; messages add `:line:column`.
 */
export function fromMarkdown(markdown: string, file: VFile, path: string): RootContent[] {
  const parsed = parseMarkdown(markdown)
  if ('fault' in parsed) {
    const {ruleId, reason, point} = parsed.fault
    createState(file, path, markdown, new Map()).fatal(ruleId, reason, point)
    return []
  }
  const all = definitionsIn(parsed.root)
  const definitions = new Map(all.toReversed().map((node) => [node.identifier, node]))
  const state = createState(file, path, markdown, definitions)
  const nodes = blocksToNodes(state, parsed.root.children, bodyHandlers)
  for (const definition of all) {
    if (state.used.has(definition)) continue
    const reason = `No link uses the definition \`${definition.label ?? definition.identifier}\``
    state.warning('definition-unused', reason, definition)
  }
  return nodes
}

function definitionsIn(parent: Root | RootContent): Definition[] {
  if (parent.type === 'definition') return [parent]
  if (!('children' in parent)) return []
  return parent.children.flatMap((child) => definitionsIn(child))
}
