import fc from 'fast-check'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'

import {guardKept} from '../../../exports/formats/markdown/directive.ts'
import {toDirectives} from '../../../exports/formats/markdown/to-directives.ts'
import {writeMarkdown} from '../../../exports/formats/markdown/write-markdown.ts'
import {fromMarkdown} from '../../../pipeline/from-markdown/from-markdown.ts'
import {fromPortableText} from '../../../pipeline/from-portable-text/from-portable-text.ts'
import {arbitraryBody} from '../../pipeline/from-markdown/arbitrary-body.ts'
import {block, cite, ref, span} from '../../pipeline/from-portable-text/make.ts'

/** Other bodies each time only in the long form: a rare fault must not come and go. */
const parameters = process.env['MARROW_LONG'] ? {numRuns: 5000} : {numRuns: 600, seed: 20261122}

/** Pieces of text that begin or end markup, glued together in any way. */
const piece = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a',
        'b',
        ' ',
        '  ',
        '\t',
        '\n',
        'é',
        '痛',
        '1',
        '1.',
        '“',
        '.',
        ',',
        '\u00A0',
      ),
      fc.constantFrom(
        '*',
        '_',
        '`',
        '~',
        '~~',
        '(',
        ')',
        '[',
        ']',
        ':',
        '<',
        '>',
        '#',
        '-',
        '+',
        '|',
      ),
      fc.constantFrom(
        'https://k.example/a_b',
        'www.x.org',
        'a@b.co',
        '\\',
        '!',
        '&',
        '=',
        '{',
        '}',
      ),
      fc.constantFrom('\u2028', '\u0001', '\uFEFF', '\u200B', '\u{10F042}'),
    ),
    {minLength: 1, maxLength: 4},
  )
  .map((parts) => parts.join(''))

const marks = fc.subarray(['strong', 'em', 'sub', 'sup', 'link', 'term'], {maxLength: 3})

/** A paragraph of spans that touch, each with annotations of its own. */
const paragraph = fc
  .array(
    fc.oneof(
      {arbitrary: fc.tuple(piece, marks), weight: 6},
      {arbitrary: fc.constant('cite' as const), weight: 1},
    ),
    {minLength: 1, maxLength: 5},
  )
  .map((parts) => {
    const definitions: object[] = []
    const children = parts.map((part, index) => {
      if (part === 'cite') return cite({source: 'a'})
      const [text, names] = part
      const own = names.map((name) => {
        const _key = `${name}${index}`
        if (name === 'link')
          definitions.push({_type: 'webLink', _key, href: 'https://a.example/?b=(c)&d=*e*'})
        else if (name === 'term') definitions.push({_type: 'termUse', _key, term: ref('term.bme')})
        else return name
        return _key
      })
      return span(text, own)
    })
    return block(children, definitions)
  })

describe('any body, written as Markdown and read back, is the same tree', () => {
  it('with every construct that there is', () => {
    fc.assert(fc.property(arbitraryBody, holds), parameters)
  })

  it('with marks and characters that touch in every way', () => {
    fc.assert(fc.property(fc.array(paragraph, {minLength: 1, maxLength: 2}), holds), parameters)
  })
})

function holds(body: object[]): void {
  const file = new VFile()
  const nodes = fromPortableText(body, file, 'body')
  const children = guardKept(structuredClone(nodes)).flatMap((node) => toDirectives(node))
  const markdown = writeMarkdown({type: 'root', children})
  expect(fromMarkdown(`\n${markdown}`, file, 'markdown'), JSON.stringify(markdown)).toEqual(nodes)
  expect(file.messages.map(String)).toEqual([])
}
