import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'

import {fromMarkdown} from '../../../pipeline/from-markdown/from-markdown.ts'
import {referencesIn} from '../../../pipeline/from-markdown/references-in.ts'
import {toMessages} from '../../../pipeline/report.ts'

const many = 20_000

/** Markdown that would overflow the stack, or take minutes, if it were parsed as it is. */
const bombs: Array<[string, string]> = [
  ['quotes on one line', `${'>'.repeat(many)} a`],
  ['quotes with blanks', `${'> '.repeat(many)}a`],
  ['lists on one line', `${'- '.repeat(many)}a`],
  ['numbered lists on one line', `${'1. '.repeat(many)}a`],
  ['lists over lines', Array.from({length: 300}, (_, i) => `${'  '.repeat(i)}- a`).join('\n')],
  ['containers', `${':::note\n'.repeat(many / 2)}a`],
  ['labels', `${':sub['.repeat(many)}a${']'.repeat(many)}`],
  ['links', `${'['.repeat(many)}a${'](b)'.repeat(many)}`],
  ['a run of stars', `${'*'.repeat(many)}a${'*'.repeat(many)}`],
  ['stars with words', '*a '.repeat(many)],
  ['mixed markers', '*a_'.repeat(many)],
  ['closers', 'a* '.repeat(many)],
  ['text directives', 'a:b '.repeat(many)],
  ['backticks', Array.from({length: 400}, (_, i) => '`'.repeat(i)).join('a')],
  ['references', '&amp;'.repeat(many)],
  ['length alone', 'word '.repeat(many * 2)],
]

describe('Markdown that is too much is refused before it is parsed', () => {
  it.each(bombs)('%s', (_name, markdown) => {
    const file = new VFile()
    const start = performance.now()
    expect(fromMarkdown(markdown, file, 'markdown')).toEqual([])
    expect(referencesIn(markdown)).toEqual([])
    expect(performance.now() - start).toBeLessThan(2000)
    const [message] = toMessages(file)
    expect(message).toMatchObject({severity: 'fatal'})
    expect(message?.ruleId).toMatch(/^too-(?:deep|long)$/)
    expect(message?.path).toMatch(/^markdown:\d+:\d+$/)
  })

  it('but lists may nest to the cap, and not one deeper', () => {
    const nested = (depth: number): string =>
      Array.from({length: depth}, (_, index) => `${'  '.repeat(index)}- a`).join('\n')
    const rules = (markdown: string): string[] => {
      const file = new VFile()
      fromMarkdown(markdown, file, 'markdown')
      return toMessages(file).map(({ruleId}) => ruleId)
    }
    expect(rules(nested(20))).toEqual([])
    expect(rules(nested(21))).toEqual(['too-deep'])
  })

  it('and a long ordinary body is read in time', () => {
    const one =
      'A sentence with *marks*, a citation:cite{source=a} and a ratio of 1:2.\n\n- a\n- b\n\n'
    const markdown = one.repeat(Math.floor(99_000 / one.length))
    const file = new VFile()
    const start = performance.now()
    expect(fromMarkdown(markdown, file, 'markdown').length).toBeGreaterThan(2000)
    expect(performance.now() - start).toBeLessThan(10_000)
    expect(toMessages(file)).toEqual([])
  })
})
