import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'

import {fromMarkdown} from '../../../pipeline/from-markdown/from-markdown.ts'
import {fromPortableText} from '../../../pipeline/from-portable-text/from-portable-text.ts'
import {toMessages} from '../../../pipeline/report.ts'
import {blockPairs} from './block-pairs.ts'
import {inlinePairs} from './inline-pairs.ts'

describe('the same content, written both ways, reaches the same tree', () => {
  it.each([...inlinePairs, ...blockPairs])('$name', (pair) => {
    const file = new VFile()
    const fromBlocks = fromPortableText(pair.portableText, file, 'body')
    const fromText = fromMarkdown(pair.markdown, file, 'markdown')
    expect(toMessages(file)).toEqual([])
    expect(fromBlocks).toEqual(pair.nodes)
    expect(fromText).toEqual(pair.nodes)
  })
})
