import type {Nodes, RootContent} from 'hast'

const blocks = new Set(
  (
    'article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 head header html input label legend li link main meta nav ol p script ' +
    'section style summary table tbody td textarea tfoot th thead title tr ul'
  ).split(' '),
)

/**
 * Put each block on a line of its own, so that people can read the source.
 *
 * White space goes only where elements hold nothing but blocks: there it changes nothing.
 *
 * @param tree
 *   Changed in place.
 */
export function breakLines(tree: Nodes): void {
  if (!('children' in tree)) return
  for (const child of tree.children) breakLines(child)
  if (tree.children.length === 0 || !tree.children.every(isBlock)) return
  const lines: RootContent[] = [{type: 'text', value: '\n'}]
  for (const child of tree.children) lines.push(child, {type: 'text', value: '\n'})
  tree.children = tree.type === 'root' ? lines.slice(1) : lines
}

function isBlock(node: RootContent): boolean {
  return node.type === 'doctype' || (node.type === 'element' && blocks.has(node.tagName))
}
