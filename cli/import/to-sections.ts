import type {Root, RootContent} from 'mdast'
import {toString} from 'mdast-util-to-string'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import {unified} from 'unified'

/** A section with a Markdown body, as the content model has it. */
export interface MarkdownSection {
  _type: 'section'
  _key: string
  heading: string
  markdown?: string
  sections?: MarkdownSection[]
}

interface Open {
  depth: number
  section: MarkdownSection
  nodes: RootContent[]
}

const writer = unified()
  .use(remarkGfm)
  .use(remarkDirective)
  .use(remarkStringify, {bullet: '-', emphasis: '_', resourceLink: true})

/**
 * Cut a text into sections at its headings; deeper headings nest.
 *
 * @param lead Heading for text before the first heading.
 * @returns
 *   `title` is the text of a level-1 heading, which opens no section.
 */
export function toSections(
  tree: Root,
  lead: string,
): {title: string | undefined; sections: MarkdownSection[]} {
  const sections: MarkdownSection[] = []
  const open: Open[] = []
  let title: string | undefined
  let count = 0

  const start = (heading: string, depth: number) => {
    while ((open.at(-1)?.depth ?? 0) >= depth) close(open)
    count += 1
    const section: MarkdownSection = {_type: 'section', _key: `import${count}`, heading}
    const parent = open.at(-1)?.section
    if (parent) parent.sections = [...(parent.sections ?? []), section]
    else sections.push(section)
    open.push({depth, section, nodes: []})
  }

  for (const node of tree.children) {
    if (node.type === 'heading' && node.depth === 1 && title === undefined) title = toString(node)
    else if (node.type === 'heading') start(toString(node), node.depth)
    else {
      if (open.length === 0) start(lead, 2)
      open.at(-1)?.nodes.push(node)
    }
  }
  while (open.length > 0) close(open)
  return {title, sections}
}

function close(open: Open[]): void {
  const done = open.pop()
  if (!done || done.nodes.length === 0) return
  done.section.markdown = writer.stringify({type: 'root', children: done.nodes}).trim()
}
