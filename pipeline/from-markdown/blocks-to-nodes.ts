import type {Nodes, RootContent} from 'mdast'

import type {BlockHandler, State} from './state.ts'

/** What to write instead of blocks that the dialect does not have. */
const remedies: Record<string, string> = {
  blockquote: 'a block quote: write `:::quote` for a pull quote',
  code: 'code, or lines that are indented by four columns',
  footnoteDefinition: 'a footnote: write `:cite{source=ID}`',
  heading: 'a heading: make it a section of its own',
  html: 'raw HTML',
  list: 'a list',
  table: 'a table',
  thematicBreak: 'a thematic break',
}

/**
 * Turn blocks of Markdown into nodes.
 *
 * @param handlers
 *   What may be here: by type, or for a directive by its name with its colons, such as `:::note`.
 *   Anything else is an `unknown-block` or an `unknown-directive`.
 */
export function blocksToNodes(
  state: State,
  blocks: readonly RootContent[],
  handlers: ReadonlyMap<string, BlockHandler>,
): RootContent[] {
  const nodes: RootContent[] = []
  for (const node of blocks) {
    if (node.type === 'definition') continue
    const handle = handlers.get(nameOf(node))
    if (handle) nodes.push(...handle(state, node))
    else reportUnknown(state, node)
  }
  return nodes
}

function nameOf(node: Nodes): string {
  if (node.type === 'containerDirective') return `:::${node.name}`
  if (node.type === 'leafDirective') return `::${node.name}`
  return node.type
}

function reportUnknown(state: State, node: Nodes): void {
  if (node.type === 'containerDirective' || node.type === 'leafDirective') {
    state.fatal('unknown-directive', `No directive \`${nameOf(node)}\` may be here`, node)
    return
  }
  const what = Object.hasOwn(remedies, node.type) ? remedies[node.type] : `\`${node.type}\``
  state.fatal('unknown-block', `The body may not have ${what} here`, node)
}
