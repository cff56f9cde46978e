import type {RootContent} from 'mdast'

import {block, ref, span, table} from '../from-portable-text/make.ts'
import {paragraph, text} from './pair.ts'
import type {Pair} from './pair.ts'

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

export const blockPairs: Pair[] = [
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
      },
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
    name: 'a table whose cells hold blocks',
    portableText: [
      {
        ...table({headerRows: 0}, [['one'], ['']]),
        rows: [
          {
            _type: 'tableRow',
            cells: [
              {
                _type: 'tableCell',
                content: [block([span('Twice:')]), block([span('first')], [], 'bullet')],
              },
              {_type: 'tableCell', content: []},
            ],
          },
        ],
      },
    ],
    markdown:
      '::::::table{header-rows=0}\n:::::row\n::::cell\nTwice:\n\n- first\n::::\n\n' +
      '::::cell\n::::\n:::::\n::::::\n',
    nodes: [
      {
        type: 'table',
        align: [null, null],
        data: {headerRows: 0, headerColumns: 0},
        children: [
          row(
            {
              type: 'tableCell',
              children: [
                paragraph(text('Twice:')),
                {
                  type: 'list',
                  ordered: false,
                  spread: false,
                  children: [
                    {type: 'listItem', spread: false, children: [paragraph(text('first'))]},
                  ],
                },
              ],
            },
            cell(),
          ),
        ],
      } as RootContent,
    ],
  },
]
