import {existsSync, globSync, readFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'

import Slugger from 'github-slugger'
import {toString} from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {visit} from 'unist-util-visit'
import {describe, expect, it} from 'vitest'

const root = join(import.meta.dirname, '../..')
const pages = globSync(['*.md', 'docs/**/*.md', '{cli,exports,lake,pipeline,schemas}/**/*.md'], {
  cwd: root,
}).toSorted()

function parse(path: string) {
  return unified().use(remarkParse).use(remarkGfm).parse(readFileSync(path, 'utf8'))
}

/** Ids that GitHub gives to the headings of a page. */
function anchorsOf(path: string): Set<string> {
  const slugger = new Slugger()
  const anchors = new Set<string>()
  visit(parse(path), 'heading', (heading) => {
    anchors.add(slugger.slug(toString(heading)))
  })
  return anchors
}

/** Relative targets of a page's links and pictures that lead nowhere. */
function brokenLinks(path: string): string[] {
  const broken: string[] = []
  visit(parse(path), ['link', 'image', 'definition'], (node) => {
    if (!('url' in node) || /^[a-z]+:/i.test(node.url)) return
    const [file = '', anchor] = node.url.split('#')
    const target = file ? join(dirname(path), decodeURIComponent(file)) : path
    const isBroken =
      !existsSync(target) ||
      relative(root, target).startsWith('..') ||
      (anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor))
    if (isBroken) broken.push(node.url)
  })
  return broken
}

/** Files that a page names in its text and that are not there. */
function missingFiles(path: string): string[] {
  const missing: string[] = []
  visit(parse(path), 'inlineCode', ({value}) => {
    const isFile = /^(?:cli|docs|exports|lake|pipeline|schemas|tests)\/[\w./-]+\.[a-z]+$/.test(
      value,
    )
    if (isFile && !existsSync(join(root, value))) missing.push(value)
  })
  return missing
}

describe('links between the pages', () => {
  it('reads the pages that there are', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/cli.md']))
  })

  it.each(pages.filter((page) => !page.includes('import-example')))(
    '%s: all lead somewhere',
    (page) => {
      expect(brokenLinks(join(root, page))).toEqual([])
    },
  )

  it.each(pages)('%s: the files that it names are there', (page) => {
    expect(missingFiles(join(root, page))).toEqual([])
  })
})
