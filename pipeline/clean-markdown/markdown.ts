import type {Parents, PhrasingContent, Root, RootContent} from 'mdast'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkStringify from 'remark-stringify'
import {unified} from 'unified'

import type {Loss} from './loss.ts'
import {lossAt} from './loss.ts'

/** A single tilde stays text, as in the body of a section: it means "about". */
const gfm = {singleTilde: false}

const reader = unified().use(remarkParse).use(remarkGfm, gfm).use(remarkDirective).freeze()

const writer = unified()
  .use(remarkGfm, gfm)
  .use(remarkDirective)
  .use(remarkStringify, {bullet: '-', emphasis: '_', resourceLink: true})
  .freeze()

/** Our own directives; `docs/markdown.md` has them. */
const ours = new Set(
  [
    ':cite :source :term :article :sub :sup',
    '::figure ::related',
    ':::note :::warning :::urgent :::quote :::table',
  ].flatMap((names) => names.split(' ')),
)

/**
 * Parse Markdown of others.
 *
 * What only looks like a directive, such as `doi:10.1038/x` and `10:30`, is text again; a block of
 * somebody else's (`:::tip`) leaves its content, and is reported.
 *
 * @param bodyLine Lines of the file before the text.
 */
export function readMarkdown(text: string, bodyLine: number): {tree: Root; losses: Loss[]} {
  const tree = reader.parse(text)
  const losses: Loss[] = []
  restoreDirectives(tree, text, (node, name) => {
    losses.push(lossAt(node, bodyLine, `The block \`${name}\` is not known: its content was kept`))
  })
  return {tree, losses}
}

/** Write blocks as the Markdown of a section's body. */
export function writeMarkdown(nodes: readonly RootContent[]): string {
  return writer.stringify({type: 'root', children: [...nodes]}).trim()
}

function restoreDirectives(
  parent: Parents,
  text: string,
  report: (node: RootContent, name: string) => void,
): void {
  parent.children = parent.children.flatMap((node): RootContent[] => {
    if ('children' in node) restoreDirectives(node, text, report)
    if (node.type === 'textDirective' && !ours.has(`:${node.name}`)) return sourceOf(node, text)
    if (node.type === 'leafDirective' && !ours.has(`::${node.name}`)) {
      return [{type: 'paragraph', children: sourceOf(node, text)}]
    }
    if (node.type !== 'containerDirective' || ours.has(`:::${node.name}`)) return [node]
    report(node, `:::${node.name}`)
    return node.children
  }) as typeof parent.children
}

/** The text of a directive as it was written, with its label's own nodes inside. */
function sourceOf(
  {children, position}: Extract<RootContent, {type: 'textDirective' | 'leafDirective'}>,
  text: string,
): PhrasingContent[] {
  const [from, to] = [position?.start.offset ?? 0, position?.end.offset ?? 0]
  const first = placeOf(children[0])?.start.offset ?? to
  const last = placeOf(children.at(-1))?.end.offset ?? to
  return [
    {type: 'text', value: text.slice(from, first)},
    ...children,
    {type: 'text', value: text.slice(last, to)},
  ]
}

/** Our own nodes, which no parser makes, have no place. */
function placeOf(node: PhrasingContent | undefined) {
  return node && 'position' in node ? node.position : undefined
}
