import fc from 'fast-check'
import {VFile} from 'vfile'
import {expect, it} from 'vitest'

import {fromMarkdown} from '../../../pipeline/from-markdown/from-markdown.ts'
import {fromPortableText} from '../../../pipeline/from-portable-text/from-portable-text.ts'
import {toMessages} from '../../../pipeline/report.ts'
import {arbitraryBody} from './arbitrary-body.ts'
import {toMarkdown} from './to-markdown.ts'

it('Any body, written as Markdown and read back, is the same tree', () => {
  fc.assert(
    fc.property(arbitraryBody, (body) => {
      const file = new VFile()
      const nodes = fromPortableText(body, file, 'body')
      const markdown = toMarkdown(structuredClone(nodes))
      expect(fromMarkdown(markdown, file, 'markdown'), markdown).toEqual(nodes)
      expect(toMessages(file)).toEqual([])
    }),
    {numRuns: 300},
  )
})
