import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'

import {compose} from '../../../pipeline/compose.ts'
import {keepText} from '../../../pipeline/steps/keep-text.ts'
import {articleContent, block, contextWith, rulesOf, section, sections} from '../content.ts'

describe('keepText', () => {
  const page = compose(
    articleContent(sections(section('One', [block('first'), block('second')]))),
    contextWith(),
  )

  it('is content with a page that has every text', () => {
    const file = new VFile()
    keepText(page.tree, page.hast, file)
    expect(rulesOf(file)).toEqual([])
  })

  it('is fatal when a step drops a text, or changes its order', () => {
    const [before] = page.hast.children
    if (before?.type !== 'element') throw new Error('The page has no section')
    const dropped = {...before, children: before.children.filter((node) => !says(node, 'second'))}
    const turned = {...before, children: before.children.toReversed()}
    for (const changed of [dropped, turned]) {
      const file = new VFile()
      keepText(page.tree, {type: 'root', children: [changed]}, file)
      expect(rulesOf(file)).toContainEqual(['text-lost', 'sections[_key=="s1"]'])
    }
  })
})

function says(node: unknown, words: string): boolean {
  return JSON.stringify(node).includes(words)
}
