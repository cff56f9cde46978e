import type {Root} from 'mdast'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import {unified} from 'unified'

import {writeKept} from './directive.ts'

const processor = unified()
  .use(remarkGfm, {singleTilde: false, tablePipeAlign: false})
  .use(remarkDirective)
  .use(remarkStringify, {bullet: '-', resourceLink: true, rule: '-'})
  .freeze()

/** Write mdast with directives as Markdown, ended by a line end. */
export function writeMarkdown(tree: Root): string {
  return writeKept(processor.stringify(tree))
}
