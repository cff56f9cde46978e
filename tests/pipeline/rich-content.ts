import type {ComposableContent} from '../../pipeline/composable-content.ts'
import {
  annotated,
  articleContent,
  block,
  citation,
  cite,
  figure,
  reference,
  section,
  sections,
  table,
  term,
} from './content.ts'

/** Content of an article that has one of everything. */
export function richContent(): ComposableContent {
  const body = [
    block(
      'Up to 10',
      span('6', 'sup'),
      ' cells, H',
      span('2', 'sub'),
      'O',
      cite('b', {source: reference('a'), locator: 'p. 3', excerpt: 'many cells'}),
    ),
    annotated('BME', {_type: 'termUse', term: reference('bme')}),
    annotated('the hip', {_type: 'articleLink', article: reference('hip')}),
    annotated('a register', {_type: 'webLink', href: 'https://example.org/register'}),
    {...block('first'), listItem: 'number', level: 1},
    {...block('inside'), listItem: 'bullet', level: 2},
    {
      ...table(
        [
          ['Drug', 'Dose'],
          ['A', '5 mg'],
        ],
        1,
        1,
      ),
      caption: 'Doses',
    },
    {_type: 'figureUse', figure: reference('knee')},
    {
      _type: 'callout',
      tone: 'urgent',
      title: 'Act',
      content: [{_key: 'b1', ...block('Call now.')}],
    },
    {_type: 'relatedArticle', article: reference('hip')},
    {_type: 'pullQuote', text: 'Rest helps.', attribution: 'A patient'},
  ]
  const {body: _body, ...marked} = section('In Markdown', [], {
    markdown:
      'Drink *water* :cite{source=a locator="p. 9"}.\n\n- rest\n- ice\n\n:::note[Mind]\nNo heat.\n:::',
  })
  return articleContent(
    {
      ...sections(
        section('Causes', body, {
          anchor: 'why',
          aspect: 'causes',
          sections: [section('Rare ones', [block('Few.')])],
        }),
        marked,
        {_type: 'sharedSectionUse', section: reference('shared')},
      ),
      work: 'bme',
      keyPoints: ['It heals.', 'It hurts.'],
      topics: [{_key: 't1', _type: 'topicCode', system: 'mesh', code: 'D000', label: 'Edema'}],
      leadFigure: reference('knee'),
      sources: [
        {_key: 'r1', ...reference('a')},
        {_key: 'r2', ...reference('b')},
      ],
      related: [{_key: 'r1', ...reference('hip')}],
      expertQuote: {
        _type: 'expertQuote',
        text: 'Find the cause.',
        person: reference('person-1'),
        role: 'Member of the board',
      },
      licence: {_type: 'licence', name: 'CC BY 4.0', url: 'https://example.org/by'},
    },
    [
      citation('a', {
        authors: [{_key: 'n1', _type: 'cslName', family: 'Eriksen', given: 'EF'}],
        containerTitle: 'Bonekey Reports',
        issued: {_type: 'cslDate', year: 2015, month: 11},
        volume: '4',
        doi: '10.1038/bonekey.2015.124',
      }),
      citation('b', {kind: 'webpage', url: 'https://example.org/b', accessed: '2026-01-31'}),
      figure('knee', {rightsExpire: '2100-12-31'}),
      term('bme', 'BME', 'bone marrow edema'),
      {
        _id: 'shared',
        _type: 'sharedSection',
        language: 'en',
        section: {
          _type: 'section',
          heading: 'Seek care',
          body: [{_key: 'b1', ...block('When it hurts at night.')}],
        },
      },
    ],
  )
}

function span(text: string, ...marks: string[]) {
  return {_type: 'span', text, marks}
}
