import type {RootContent} from 'mdast'
import {toHtml} from 'hast-util-to-html'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'

import {toHast} from '../../../pipeline/to-hast/to-hast.ts'
import {rulesOf} from '../content.ts'

function htmlOf(...children: RootContent[]) {
  const file = new VFile()
  return {html: toHtml(toHast({type: 'root', children}, file)), rules: rulesOf(file)}
}

const text = (value: string) => ({type: 'text', value}) as const
const paragraph = (value: string) => ({type: 'paragraph', children: [text(value)]}) as const

/** Input and output of each handler; the file of a handler is named after its node. */
const cases: Array<[string, RootContent, string]> = [
  [
    'section',
    {
      type: 'section',
      id: 's-a',
      title: 'A',
      aspect: 'causes',
      depth: 1,
      path: '',
      children: [paragraph('x') as never],
    },
    '<section id="s-a" data-aspect="causes">\n<p>x</p>\n</section>',
  ],
  ['heading', {type: 'heading', depth: 3, children: [text('A')]}, '<h3>A</h3>'],
  ['paragraph', paragraph('a & b') as never, '<p>a &#x26; b</p>'],
  ['text keeps every space', paragraph('  a \n b  ') as never, '<p>  a \n b  </p>'],
  ['emphasis', {type: 'emphasis', children: [text('a')]}, '<em>a</em>'],
  ['strong', {type: 'strong', children: [text('a')]}, '<strong>a</strong>'],
  ['subscript', {type: 'subscript', children: [text('2')]}, '<sub>2</sub>'],
  ['superscript', {type: 'superscript', children: [text('6')]}, '<sup>6</sup>'],
  [
    'break',
    {type: 'paragraph', children: [text('a'), {type: 'break'}, text('  b')]},
    '<p>a<br>b</p>',
  ],
  [
    'link',
    {type: 'link', url: 'https://example.org', children: [text('a')]},
    '<a href="https://example.org" rel="noopener noreferrer">a</a>',
  ],
  [
    'tight list',
    {
      type: 'list',
      ordered: false,
      children: [{type: 'listItem', spread: false, children: [paragraph('a') as never]}],
    },
    '<ul>\n<li>a</li>\n</ul>',
  ],
  [
    'loose numbered list',
    {
      type: 'list',
      ordered: true,
      start: 3,
      children: [{type: 'listItem', spread: true, children: [paragraph('a') as never]}],
    },
    '<ol start="3">\n<li><p>a</p></li>\n</ol>',
  ],
  [
    'table',
    {
      type: 'table',
      data: {headerRows: 1, headerColumns: 1, caption: 'Doses'},
      children: [
        ['h', 'i'],
        ['j', 'k'],
      ].map((cells) => ({
        type: 'tableRow',
        children: cells.map((cell) => ({type: 'tableCell', children: [text(cell)]})),
      })),
    },
    '<div class="table-scroll" role="region" tabindex="0" aria-label="Doses"><table><caption>Doses</caption><thead>\n<tr><th scope="col">h</th><th scope="col">i</th></tr>\n</thead><tbody>\n<tr><th scope="row">j</th><td>k</td></tr>\n</tbody></table></div>',
  ],
  [
    'callout',
    {type: 'callout', tone: 'urgent', title: 'Now', children: [paragraph('a') as never]},
    '<aside class="callout callout-urgent" role="note">\n<p class="callout-title">Now</p>\n<p>a</p>\n</aside>',
  ],
  [
    'related article',
    {type: 'relatedArticle', article: 'b', target: {slug: 'b-b', language: 'de', title: 'B'}},
    '<aside class="related-article"><p><a data-article="b" data-language="de" data-slug="b-b">B</a></p></aside>',
  ],
  [
    'article link',
    {
      type: 'articleLink',
      article: 'b',
      target: {slug: 'b-b', language: 'de', title: 'B'},
      children: [text('see')],
    },
    '<a data-article="b" data-language="de" data-slug="b-b">see</a>',
  ],
  [
    'article link without target',
    {type: 'articleLink', article: 'b', children: [text('see')]},
    'see',
  ],
  [
    'pull quote',
    {type: 'pullQuote', attribution: 'Ada', children: [paragraph('a') as never]},
    '<figure class="pull-quote"><blockquote>\n<p>a</p>\n</blockquote><figcaption>Ada</figcaption></figure>',
  ],
  [
    'citation',
    {
      type: 'citation',
      items: [{source: 'a'}, {source: 'b', locator: 'p. 3'}],
      numbers: [2, 1],
      ids: ['cite-2-1', 'cite-1-4'],
    },
    '<sup class="citation"><a id="cite-2-1" href="#ref-2">2</a>,<a id="cite-1-4" href="#ref-1">1</a><span class="locator">(p. 3)</span></sup>',
  ],
  [
    'term',
    {
      type: 'term',
      term: 't',
      entry: {id: 't', abbreviation: 'MRI', expansion: 'magnetic resonance imaging'},
      children: [text('MRI')],
    },
    '<abbr title="magnetic resonance imaging">MRI</abbr>',
  ],
  [
    'term with a definition',
    {
      type: 'term',
      term: 't',
      entry: {
        id: 't',
        abbreviation: 'MRI',
        expansion: 'magnetic resonance imaging',
        definition: 'Pictures without X-rays.',
        anchor: 'term-2',
      },
      children: [text('MRI')],
    },
    '<a class="term" href="#term-2"><abbr title="magnetic resonance imaging">MRI</abbr></a>',
  ],
  [
    'calendar day',
    {type: 'calendarDay', value: '2025-08-15'},
    '<time datetime="2025-08-15">2025-08-15</time>',
  ],
]

describe('toHast', () => {
  it.each(cases)('%s', (_name, node, html) => {
    expect(htmlOf(node)).toEqual({html, rules: []})
  })

  it.each([
    [{type: 'html', value: '<b onclick=x>bold</b>'}, '&#x3C;b onclick=x>bold&#x3C;/b>'],
    [{type: 'code', value: 'x<y'}, 'x&#x3C;y'],
    [{type: 'image', url: 'https://evil.example/x.png', alt: 'spy'}, 'spy'],
    [{type: 'thematicBreak'}, ''],
    [{type: 'footnoteReference', identifier: 'a'}, ''],
    [{type: '"><script>alert(1)</script>', children: [text('words')]}, 'words'],
    [{type: '__proto__', value: 'words'}, 'words'],
    [{type: 'constructor', value: 'words'}, 'words'],
  ])('is fatal for %j, and keeps its text as text', (node, html) => {
    expect(htmlOf(node as never)).toEqual({html, rules: [['node-unknown', '']]})
  })
})
