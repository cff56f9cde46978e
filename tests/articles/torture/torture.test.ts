import {toString} from 'mdast-util-to-string'
import {visit} from 'unist-util-visit'
import {describe, expect, it} from 'vitest'

import {longLength, longRows} from './body.ts'
import {naughty} from './naughty.ts'
import {sourceCount} from './sources.ts'
import {publishTorture} from './torture.ts'

describe('the torture article', () => {
  it('is published, with everything that it promises', async () => {
    const {messages, references, tree, figures} = await publishTorture()
    let [deepest, longest, rows] = [0, 0, 0]
    const measure = (node: {type: string; children?: unknown[]}, lists: number) => {
      const depth = lists + (node.type === 'list' ? 1 : 0)
      deepest = Math.max(deepest, depth)
      for (const child of (node.children ?? []) as Array<typeof node>) measure(child, depth)
    }
    measure(tree, 0)
    visit(tree, 'paragraph', (node) => {
      longest = Math.max(longest, toString(node).length)
    })
    visit(tree, 'table', (node) => {
      rows = Math.max(rows, node.children.length - 1)
    })
    expect({deepest, longest, rows, sources: references.length}).toEqual({
      deepest: 6,
      longest: longLength,
      rows: longRows,
      sources: sourceCount,
    })
    expect(Object.keys(figures)).toHaveLength(8)
    expect(messages.filter(({severity}) => severity === 'fatal')).toEqual([])
    for (const text of naughty) expect(toString(tree)).toContain(text)
  })

  it('is the same each time', async () => {
    expect(await publishTorture()).toEqual(await publishTorture())
  })

  it('is published with what no font has, too', async () => {
    const {keyPoints} = await publishTorture({unprintable: true})
    expect(keyPoints.length).toBeGreaterThan(naughty.length)
  })
})
