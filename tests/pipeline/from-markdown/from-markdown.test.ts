import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'

import {fromMarkdown} from '../../../pipeline/from-markdown/from-markdown.ts'
import {toMessages} from '../../../pipeline/report.ts'

function read(markdown: string) {
  const file = new VFile()
  const nodes = fromMarkdown(markdown, file, 'sections[_key=="s1"].markdown')
  const messages = toMessages(file).map(
    ({ruleId, severity, path}) => `${severity} ${ruleId} ${path.split('.markdown')[1]}`,
  )
  return {nodes, messages}
}

const paragraph = (value: string) => ({type: 'paragraph', children: [{type: 'text', value}]})

describe('What the dialect does not have is fatal, with line and column', () => {
  it.each([
    ['a heading', 'Text\n\n## Heading', 'unknown-block :3:1'],
    ['a heading with a line under it', 'Heading\n---', 'unknown-block :1:1'],
    ['a thematic break', 'a\n\n***', 'unknown-block :3:1'],
    ['a block quote', '> a', 'unknown-block :1:1'],
    ['fenced code', '```\na\n```', 'unknown-block :1:1'],
    ['indented code', 'a\n\n    b', 'unknown-block :3:1'],
    ['a block of HTML', '<div>a</div>', 'unknown-block :1:1'],
    ['a comment', '<!-- a -->', 'unknown-block :1:1'],
    ['inline HTML', 'a <b>b</b>', 'unknown-inline :1:3'],
    ['inline code', 'a `b`', 'unknown-inline :1:3'],
    ['an image', 'a ![b](c.png)', 'unknown-inline :1:3'],
    ['an image that is defined elsewhere', '![b][c]\n\n[c]: d.png', 'unknown-inline :1:1'],
    ['struck text', 'a ~~b~~', 'unknown-inline :1:3'],
    ['a footnote', 'a[^1]\n\n[^1]: b', 'unknown-inline :1:2'],
    ['a task list', '- [ ] a', 'unknown-list :1:1'],
    ['a title on a link', '[a](https://b.example "c")', 'unknown-attribute :1:1'],
    ['a link without text', '[](https://b.example)', 'empty-link :1:1'],
    ['a text directive', 'a :foo[b]', 'unknown-directive :1:3'],
    ['a text directive with attributes', 'a :foo{b=c}', 'unknown-directive :1:3'],
    ['a leaf directive', '::foo', 'unknown-directive :1:1'],
    ['a container directive', ':::foo\na\n:::', 'unknown-directive :1:1'],
    ['a directive that every object has', ':::constructor\na\n:::', 'unknown-directive :1:1'],
    ['a callout in a callout', '::::note\n:::warning\na\n:::\n::::', 'unknown-directive :2:1'],
    ['a figure in a list', '- a\n\n  ::figure{ref=f}', 'unknown-directive :3:3'],
    ['an attribute', '::figure{ref=f size=big}', 'unknown-attribute :1:1'],
    ['a class', ':::note{.big}\na\n:::', 'unknown-attribute :1:1'],
    ['a label', '::figure[a]{ref=f}', 'unknown-attribute :1:10'],
    ['a figure without its id', '::figure', 'attribute-missing :1:1'],
    ['a term without its id', ':term[a]', 'attribute-missing :1:1'],
    ['a term without a label', 'a:term{ref=b}', 'label-missing :1:2'],
    ['a citation of nothing', 'a:cite', 'citation-empty :1:2'],
    ['a citation with words in it', ':cite[see :source{ref=a}]', 'unknown-inline :1:7'],
    ['a source outside of a citation', ':source{ref=a}', 'unknown-directive :1:1'],
    ['a table directive without a table', ':::table\na\n:::', 'unknown-block :1:1'],
    [
      'rows in a table that hold no cells',
      '::::table\n:::row\ntext\n:::\n::::',
      'unknown-block :3:1',
    ],
    ['a row outside of a table', ':::row\ntext\n:::', 'unknown-directive :1:1'],
    ['a mark with attributes', ':em[a]{b=c}', 'unknown-attribute :1:1'],
    ['a table directive around two', ':::table\n|a|\n|-|\n\ntext\n:::', 'unknown-block :5:1'],
    [
      'header rows that are no number',
      ':::table{header-rows=all}\n|a|\n|-|\n:::',
      'table-headers :2:1',
    ],
    ['a title with markup', ':::note[*a*]\nb\n:::', 'unknown-inline :1:8'],
    ['a link in a link', '[:article[a]{ref=b}](https://c.example)', 'nested-link :1:1'],
    ['an attribute given twice', ':cite{source=a source=b}', 'unknown-attribute :1:1'],
  ])('%s', (_name, markdown, message) => {
    expect(read(markdown).messages).toContain(`fatal ${message}`)
  })

  it('but a definition that nothing uses is a warning', () => {
    expect(read('a\n\n[b]: https://c.example').messages).toEqual(['warning definition-unused :3:1'])
  })
})

describe('Text that only looks like markup stays text', () => {
  it.each([
    'At 12:30 or 7:05, in a ratio of 1:2:3',
    'Grade a:b, see:foo-bar_baz, :note, :figure, :em, a:text and :table',
    'pH<7 and p < 0.05, 5 * 4 * 3, a_b_c',
    'about ~5 mg and ~6 mg',
    ':-) and ::: and :',
    'NaCl 0.9% [sic] (a) {b}',
    'https: //a',
  ])('%s', (markdown) => {
    expect(read(markdown)).toEqual({nodes: [paragraph(markdown)], messages: []})
  })

  it('Character references and escapes are read', () => {
    expect(read('5 &micro;g \\*a\\* &lt;b&gt; \\:sub[2]').nodes).toEqual([
      paragraph('5 µg *a* <b> :sub[2]'),
    ])
  })
})

describe('What Markdown can say more than Portable Text is kept', () => {
  it('the number that a list starts with', () => {
    expect(read('5. a\n6. b').nodes).toMatchObject([{type: 'list', ordered: true, start: 5}])
  })

  it('paragraphs of one item', () => {
    expect(read('- a\n\n  b\n- c').nodes).toMatchObject([
      {spread: true, children: [{spread: true, children: [{}, {}]}, {spread: false}]},
    ])
  })

  it('cells beyond the header of a table', () => {
    expect(read('|a|\n|-|\n|b|c|').nodes).toMatchObject([
      {children: [{children: [{}, {children: []}]}, {children: [{}, {children: [{value: 'c'}]}]}]},
    ])
  })

  it('the alignment of columns', () => {
    expect(read('|a|b|\n|:-|-:|\n|c|d|').nodes).toMatchObject([{align: ['left', 'right']}])
  })
})

describe('Marks in another order give the same tree', () => {
  it.each([
    ['**_a_**', '_**a**_'],
    ['**[a](https://b.example)**', '[**a**](https://b.example)'],
    ['***b***', '_**b**_'],
    ['*a:sup[2]*', '*a*:sup[*2*]'],
  ])('%s and %s', (one, other) => {
    expect(read(one)).toEqual(read(other))
  })
})
