import type {Root, RootContent} from 'mdast'
import {toString} from 'mdast-util-to-string'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {parse} from 'yaml'

/** A section as the content model has it, its body as Markdown. */
export interface ReadSection {
  _key: string
  _type: 'section'
  heading: string
  anchor?: string
  aspect?: string
  markdown: string
  sections: ReadSection[]
}

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm, {singleTilde: false})
  .use(remarkDirective)
  .freeze()

/** Containers that Marrow writes around the article. */
const parts = new Set(
  'banners summary byline key-points expert-quote terms sources about related-articles disclaimer'.split(
    ' ',
  ),
)

/** Read `article.md`: its front matter, and its sections as they can be stored. */
export function readArticle(file: string): {
  front: Record<string, unknown>
  sections: ReadSection[]
  root: Root
} {
  const [, yaml = '', markdown = ''] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(file) ?? []
  const root = parser.parse(markdown)
  const top: ReadSection[] = []
  const open: Array<{section: ReadSection; depth: number}> = []
  const ends: Array<{section: ReadSection; from: number; to: number}> = []
  for (const node of root.children) {
    const to = ('position' in node && node.position?.end.offset) || 0
    const body = ends.at(-1)
    if (node.type === 'heading' && node.depth > 1) {
      while ((open.at(-1)?.depth ?? 0) >= node.depth) open.pop()
      const siblings = open.at(-1)?.section.sections ?? top
      const section = newSection(toString(node), siblings.length)
      siblings.push(section)
      open.push({section, depth: node.depth})
      ends.push({section, from: to, to})
    } else if (body && isSectionFacts(node)) {
      Object.assign(body.section, node.attributes)
      body.from = to
      body.to = to
    } else if (body && !isPart(node)) body.to = to
  }
  for (const {section, from, to} of ends) section.markdown = markdown.slice(from, to)
  return {front: parse(yaml) as Record<string, unknown>, sections: top, root}
}

function newSection(heading: string, index: number): ReadSection {
  return {_key: `s${index + 1}`, _type: 'section', heading, markdown: '', sections: []}
}

function isSectionFacts(node: RootContent): node is Extract<RootContent, {type: 'leafDirective'}> {
  return node.type === 'leafDirective' && node.name === 'section'
}

function isPart(node: RootContent): boolean {
  return node.type === 'containerDirective' && parts.has(node.name)
}
