import type {RootContent} from 'mdast'

import {block, cite, ref, span, table} from '../from-portable-text/make.ts'

/** One construct of the model, written both ways, and what it must become. */
export interface Pair {
  name: string
  portableText: unknown[]
  markdown: string
  nodes: RootContent[]
}

const paragraph = (...children: unknown[]): RootContent =>
  ({type: 'paragraph', children}) as RootContent
const text = (value: string) => ({type: 'text', value})
const item = (...children: unknown[]) => ({type: 'listItem', spread: false, children})
const list = (ordered: boolean, ...children: unknown[]) => ({
  type: 'list',
  ordered,
  spread: false,
  ...(ordered && {start: 1}),
  children,
})
const cell = (...children: unknown[]) => ({type: 'tableCell', children})
const row = (...children: unknown[]) => ({type: 'tableRow', children})

export const pairs: Pair[] = [
  {
    name: 'paragraphs',
    portableText: [block([span('One')]), block([span('')]), block([span('Two')])],
    markdown: 'One\n\nTwo\n',
    nodes: [paragraph(text('One')), paragraph(text('Two'))],
  },
  {
    name: 'a hard break, and a soft one',
    portableText: [block([span('Twice a day\nwith food and water')])],
    markdown: 'Twice a day\\\nwith food\nand water',
    nodes: [paragraph(text('Twice a day'), {type: 'break'}, text('with food and water'))],
  },
  {
    name: 'decorators',
    portableText: [
      block([
        span('H'),
        span('2', ['sub']),
        span('O, ', ['strong']),
        span('or', ['strong', 'em']),
        span(' '),
        span('cm', ['em']),
        span('2', ['sup']),
        span(' '),
        span('both', ['em', 'strong']),
      ]),
    ],
    markdown: 'H:sub[2]**O, *or*** *cm*:sup[2] _**both**_',
    nodes: [
      paragraph(
        text('H'),
        {type: 'subscript', children: [text('2')]},
        {type: 'strong', children: [text('O, '), {type: 'emphasis', children: [text('or')]}]},
        text(' '),
        {type: 'emphasis', children: [text('cm')]},
        {type: 'superscript', children: [text('2')]},
        text(' '),
        {type: 'strong', children: [{type: 'emphasis', children: [text('both')]}]},
      ),
    ],
  },
  {
    name: 'a web link with marks in it',
    portableText: [
      block(
        [span('See '), span('the ', ['l']), span('guide', ['l', 'strong'])],
        [{_type: 'webLink', _key: 'l', href: 'https://example.org/a?b=1&c=2'}],
      ),
    ],
    markdown: 'See [the **guide**](https://example.org/a?b=1&c=2)',
    nodes: [
      paragraph(text('See '), {
        type: 'link',
        url: 'https://example.org/a?b=1&c=2',
        children: [text('the '), {type: 'strong', children: [text('guide')]}],
      }),
    ],
  },
  {
    name: 'a link that is defined elsewhere',
    portableText: [
      block(
        [span('the guide', ['l'])],
        [{_type: 'webLink', _key: 'l', href: 'https://a.example/'}],
      ),
    ],
    markdown: '[the guide][g]\n\n[G]: https://a.example/',
    nodes: [paragraph({type: 'link', url: 'https://a.example/', children: [text('the guide')]})],
  },
  {
    name: 'a term and a link to an article',
    portableText: [
      block(
        [span('BME', ['t']), span(' and '), span('arthritis', ['a'])],
        [
          {_type: 'termUse', _key: 't', term: ref('term.bme')},
          {_type: 'articleLink', _key: 'a', article: ref('arthritis')},
        ],
      ),
    ],
    markdown: ':term[BME]{ref=term.bme} and :article[arthritis]{ref=arthritis}',
    nodes: [
      paragraph({type: 'term', term: 'term.bme', children: [text('BME')]}, text(' and '), {
        type: 'articleLink',
        article: 'arthritis',
        children: [text('arthritis')],
      }),
    ],
  },
  {
    name: 'citations of one and of several works',
    portableText: [
      block([
        span('Rare'),
        cite({source: 'a', locator: 'p. 3', excerpt: 'It "is" rare'}),
        span(', mild'),
        cite({source: 'b', locator: 'ch. 2'}, {source: 'c'}),
        span('.'),
      ]),
    ],
    markdown:
      'Rare:cite{source=a locator="p. 3" excerpt="It &quot;is&quot; rare"}, ' +
      'mild:cite[:source{ref=b locator="ch. 2"} :source{ref=c}].',
    nodes: [
      paragraph(
        text('Rare'),
        {type: 'citation', items: [{source: 'a', locator: 'p. 3', excerpt: 'It "is" rare'}]},
        text(', mild'),
        {type: 'citation', items: [{source: 'b', locator: 'ch. 2'}, {source: 'c'}]},
        text('.'),
      ),
    ],
  },
  {
    name: 'a citation inside strong text',
    portableText: [
      block([span('very ', ['strong']), cite({source: 'a'}), span(' rare', ['strong'])]),
    ],
    markdown: '**very :cite{source=a} rare**',
    nodes: [
      paragraph(
        {type: 'strong', children: [text('very ')]},
        {type: 'citation', items: [{source: 'a'}]},
        {type: 'strong', children: [text(' rare')]},
      ),
    ],
  },
  {
    name: 'nested and mixed lists',
    portableText: [
      block([span('a')], [], 'bullet', 1),
      block([span('b')], [], 'number', 2),
      block([span('c')], [], 'number', 2),
      block([span('d')], [], 'bullet', 3),
      block([span('e')], [], 'bullet', 1),
      block([span('f')], [], 'number', 1),
    ],
    markdown: '- a\n  1. b\n  2. c\n     - d\n- e\n\n1. f\n',
    nodes: [
      list(
        false,
        item(
          paragraph(text('a')),
          list(
            true,
            item(paragraph(text('b'))),
            item(paragraph(text('c')), list(false, item(paragraph(text('d'))))),
          ),
        ),
        item(paragraph(text('e'))),
      ) as RootContent,
      list(true, item(paragraph(text('f')))) as RootContent,
    ],
  },
  {
    name: 'an empty item',
    portableText: [
      block([span('a')], [], 'bullet', 1),
      block([span('')], [], 'bullet', 1),
      block([span('b')], [], 'bullet', 2),
      block([span('')], [], 'bullet', 1),
    ],
    markdown: '- a\n-\n  - b\n-\n',
    nodes: [
      list(
        false,
        item(paragraph(text('a'))),
        item(list(false, item(paragraph(text('b'))))),
      ) as RootContent,
    ],
  },
  {
    name: 'a list that a paragraph interrupts',
    portableText: [
      block([span('a')], [], 'bullet', 1),
      block([span('then')]),
      block([span('b')], [], 'bullet', 1),
    ],
    markdown: '* a\n\nthen\n\n* b\n',
    nodes: [
      list(false, item(paragraph(text('a')))) as RootContent,
      paragraph(text('then')),
      list(false, item(paragraph(text('b')))) as RootContent,
    ],
  },
  {
    name: 'callouts',
    portableText: [
      {
        _type: 'callout',
        _key: 'c',
        tone: 'urgent',
        title: 'Call 112: now',
        content: [block([span('Severe pain')]), block([span('fever')], [], 'bullet', 1)],
      },
      {_type: 'callout', _key: 'd', tone: 'note', content: [block([span('Rest')])]},
    ],
    markdown: ':::urgent[Call 112: now]\nSevere pain\n\n- fever\n:::\n\n:::note\nRest\n:::\n',
    nodes: [
      {
        type: 'callout',
        tone: 'urgent',
        title: 'Call 112: now',
        children: [
          paragraph(text('Severe pain')),
          list(false, item(paragraph(text('fever')))) as RootContent,
        ],
      },
      {type: 'callout', tone: 'note', children: [paragraph(text('Rest'))]},
    ],
  },
  {
    name: 'a figure, a related article and a pull quote',
    portableText: [
      {_type: 'figureUse', _key: 'f', figure: ref('figure.knee')},
      {_type: 'relatedArticle', _key: 'r', article: ref('osteoarthritis')},
      {
        _type: 'pullQuote',
        _key: 'q',
        text: 'Find the cause.\n\nThen treat it.',
        attribution: 'S. T.',
      },
    ],
    markdown:
      '::figure{ref=figure.knee}\n\n::related{ref=osteoarthritis}\n\n' +
      ':::quote{by="S. T."}\nFind the cause.\n\nThen treat it.\n:::\n',
    nodes: [
      {type: 'figure', figure: 'figure.knee'},
      {type: 'relatedArticle', article: 'osteoarthritis'},
      {
        type: 'pullQuote',
        attribution: 'S. T.',
        children: [paragraph(text('Find the cause.')), paragraph(text('Then treat it.'))],
      } as RootContent,
    ],
  },
  {
    name: 'a table with headers and a caption',
    portableText: [
      table({caption: 'Doses', headerRows: 2, headerColumns: 1}, [
        ['Drug', 'Dose'],
        ['', 'mg'],
        ['A', '5'],
        ['B'],
      ]),
    ],
    markdown:
      ':::table{header-columns=1 header-rows=2 caption="Doses"}\n' +
      '| Drug | Dose |\n|---|---|\n| | mg |\n| A | 5 |\n| B |\n:::\n',
    nodes: [
      {
        type: 'table',
        align: [null, null],
        data: {headerRows: 2, headerColumns: 1, caption: 'Doses'},
        children: [
          row(cell(text('Drug')), cell(text('Dose'))),
          row(cell(), cell(text('mg'))),
          row(cell(text('A')), cell(text('5'))),
          row(cell(text('B')), cell()),
        ],
      } as RootContent,
    ],
  },
  {
    name: 'a plain GFM table',
    portableText: [
      table({headerRows: 1}, [
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ],
    markdown: '| a | b |\n|---|---|\n| c | d |\n',
    nodes: [
      {
        type: 'table',
        align: [null, null],
        data: {headerRows: 1, headerColumns: 0},
        children: [row(cell(text('a')), cell(text('b'))), row(cell(text('c')), cell(text('d')))],
      } as RootContent,
    ],
  },
  {
    name: 'text that looks like a directive',
    portableText: [block([span('At 12:30, ratio a:b and :-) about ~5 mg or ~6 mg')])],
    markdown: 'At 12:30, ratio a:b and :-) about ~5 mg or ~6 mg',
    nodes: [paragraph(text('At 12:30, ratio a:b and :-) about ~5 mg or ~6 mg'))],
  },
]
