import {block, cite, ref, span} from '../from-portable-text/make.ts'
import {paragraph, text} from './pair.ts'
import type {Pair} from './pair.ts'

export const inlinePairs: Pair[] = [
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
    name: 'text that looks like a directive',
    portableText: [block([span('At 12:30, ratio a:b and :-) about ~5 mg or ~6 mg')])],
    markdown: 'At 12:30, ratio a:b and :-) about ~5 mg or ~6 mg',
    nodes: [paragraph(text('At 12:30, ratio a:b and :-) about ~5 mg or ~6 mg'))],
  },
  {
    name: 'marks that are written out, because stars would touch',
    portableText: [block([span('a', ['strong']), span('.', ['em']), span('b')])],
    markdown: ':strong[a]:em[.]b',
    nodes: [
      paragraph(
        {type: 'strong', children: [text('a')]},
        {type: 'emphasis', children: [text('.')]},
        text('b'),
      ),
    ],
  },
  {
    name: 'an address that is no link',
    portableText: [block([span('See '), span('https://example.org/a_b', ['em']), span('.')])],
    markdown: 'See :em[:text[https://example.org/a_b]].',
    nodes: [
      paragraph(
        text('See '),
        {type: 'emphasis', children: [text('https://example.org/a_b')]},
        text('.'),
      ),
    ],
  },
]
