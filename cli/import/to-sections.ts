import type {Heading, Root, RootContent} from 'mdast'
import {toString} from 'mdast-util-to-string'

import {lossAt, writeMarkdown, type Loss} from '#pipeline'

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

/** Find the text of the first level-1 heading: the title, where the front matter has none. */
export function titleOf(tree: Root): string | undefined {
  const heading = tree.children.find(isTitle)
  return heading && toString(heading)
}

/**
 * Cut a text into sections at its headings; deeper headings nest.
 *
 * The first level-1 heading opens no section.
 *
 * @param title Title of the article: another one in the text is reported.
 * @param lead Heading for text before the first heading.
 */
export function toSections(
  tree: Root,
  bodyLine: number,
  {title, lead}: {title: string; lead: string},
): {sections: MarkdownSection[]; losses: Loss[]} {
  const sections: MarkdownSection[] = []
  const losses: Loss[] = []
  const open: Open[] = []
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

  const top = tree.children.find(isTitle)
  for (const node of tree.children) {
    if (node.type === 'heading') {
      losses.push(...lossesOf(node, bodyLine))
      if (node !== top) start(toString(node), node.depth)
      else if (toString(node) !== title) {
        const what = `The heading was dropped, since the title is another: ${toString(node)}`
        losses.push(lossAt(node, bodyLine, what))
      }
    } else {
      if (open.length === 0) start(lead, 2)
      open.at(-1)?.nodes.push(node)
    }
  }
  while (open.length > 0) close(open)
  return {sections, losses}
}

function isTitle(node: RootContent): node is Heading {
  return node.type === 'heading' && node.depth === 1
}

/** A heading holds plain text alone. */
function lossesOf(heading: Heading, bodyLine: number): Loss[] {
  return heading.children.flatMap((node) => {
    if (node.type === 'text') return []
    const what =
      node.type === 'textDirective' && node.name === 'cite'
        ? 'A citation in a heading was dropped: put it into the text'
        : 'Formatting in a heading became plain text'
    return [lossAt(node, bodyLine, what)]
  })
}

function close(open: Open[]): void {
  const done = open.pop()
  if (!done || done.nodes.length === 0) return
  const markdown = writeMarkdown(done.nodes)
  if (markdown !== '') done.section.markdown = markdown
}
