import {annotated, block, cite, reference, section, table} from '../../pipeline/content.ts'
import {naughty, naughtyText} from './naughty.ts'
import {sourceCount} from './sources.ts'

type Fields = Record<string, unknown>

/** Characters of the long paragraph. */
export const longLength = 4000

/** Rows of the long table, its header aside. */
export const longRows = 40

const lorem =
  'Swelling inside the bone takes months to settle, and the knee may hurt long after the picture looks better. '

/** Lists, six deep and mixed, with marks, citations and texts that look like markup. */
export function listSection(): Fields {
  const item = (level: number, kind: 'bullet' | 'number', ...children: Array<string | Fields>) => ({
    ...block(...children),
    listItem: kind,
    level,
  })
  return section('Nested lists', [
    block('Before the list.'),
    ...Array.from({length: 6}, (_, index) =>
      item(
        index + 1,
        index % 2 === 0 ? 'bullet' : 'number',
        `Level ${index + 1}: `,
        span('bold', 'strong'),
        cite('source-1'),
      ),
    ),
    item(6, 'number', naughtyText(6)),
    item(3, 'bullet', 'Back to level 3'),
    item(1, 'bullet', lorem.repeat(3).trim()),
    ...naughty.map((text) => item(1, 'number', text)),
    item(2, 'number', '1. looks like a number'),
    item(2, 'bullet', '- looks like a bullet'),
    block('After the list.'),
  ])
}

/** A table of 40 rows, one of eight columns, and one whose cells hold blocks. */
export function tableSection(): Fields {
  const rows = Array.from({length: longRows}, (_, index) => [
    `Drug ${index + 1}`,
    `${index + 1} mg`,
    index % 10 === 9 ? lorem.trim() : '≥ 2 weeks',
    naughtyText(index),
  ])
  const wide = [1, 2, 3].map((row) =>
    Array.from({length: 8}, (_, column) =>
      row === 3 && column === 4 ? '' : `Cell ${row}.${column}`,
    ),
  )
  return section('Tables', [
    block('Before the tables.'),
    {...table([['Drug', 'Dose', 'How long', 'Note'], ...rows], 1, 1), caption: 'Forty rows & more'},
    block('Between them.'),
    {...table(wide, 2, 0), caption: naughtyText(8)},
    block('And again.'),
    {...blockTable(), caption: 'Cells with blocks'},
    table([['Only', 'one row', 'without headers']], 0, 0),
  ])
}

function blockTable(): Fields {
  const cell = (...content: Fields[]) => ({
    _type: 'tableCell',
    content: content.map((member, index) => ({_key: `b${index + 1}`, ...member})),
  })
  const row = (...cells: Fields[]) => ({
    _type: 'tableRow',
    cells: cells.map((each, index) => ({_key: `c${index + 1}`, ...each})),
  })
  const rows = [
    row(cell(block('Head')), cell(block('Blocks'))),
    row(
      cell(block('Two paragraphs: one,'), block('and two', cite('source-2'))),
      cell(
        {...block('first'), listItem: 'number', level: 1},
        {...block('second'), listItem: 'number', level: 1},
      ),
    ),
    row(cell(), cell(block('Line one\nline two'))),
  ]
  return {
    _type: 'table',
    headerRows: 1,
    headerColumns: 0,
    rows: rows.map((each, index) => ({_key: `r${index + 1}`, ...each})),
  }
}

/** Scripts of several directions, raised and lowered text, and a very long paragraph. */
export function textSection(): Fields {
  const long = lorem
    .repeat(40)
    .slice(0, longLength - 1)
    .trimEnd()
    .padEnd(longLength - 1, '.')
  return section('Ελληνικά, العربية, עברית, Кириллица', [
    block('Ελληνικά: η ανθρώπινη γνάθος, α β γ Δ Ω μ.'),
    block('العربية: ألم الركبة بعد السقوط، ١٢٣.'),
    block('עברית: כאב בברך אחרי נפילה.'),
    block('Кириллица: боль в колене, щука, ёж. Polski: żółć. Türkçe: ığdır. Tiếng Việt: đầu gối.'),
    block('Mixed: the word ركبة stands in English, then 10 mg.'),
    block(
      'Up to 10',
      span('6', 'sup'),
      '/L, H',
      span('2', 'sub'),
      'O, x',
      span('a', 'sup'),
      span('i', 'sub'),
      ', CO',
      span('2', 'sub', 'strong'),
      ' and ',
      span('nested', 'strong', 'em', 'sup'),
      '.',
    ),
    block(
      'ab',
      span('strong', 'strong'),
      'cd',
      span('em', 'em'),
      span('both', 'strong', 'em'),
      span('next', 'strong'),
      'ef',
    ),
    block(span(' spaces at both ends ', 'em'), span('.', 'strong'), span('“quoted”', 'em'), 'end'),
    block('Line one\nline two\nline three'),
    block(`${long.slice(0, -1)}!.`),
  ])
}

/** Every picture, and what stands for those that may not be shown. */
export function figureSection(names: readonly string[]): Fields {
  return section('Figures of all shapes', [
    block('Before the figures.'),
    ...names.flatMap((name) => [
      {_type: 'figureUse', figure: reference(`figure-${name}`)},
      block(`After ${name}.`),
    ]),
    {_type: 'figureUse', figure: reference('figure-dot')},
  ])
}

/** Naughty texts in every place of a body. */
export function naughtySection(texts: readonly string[] = naughty): Fields {
  return section(`Naughty: ${texts[0]}`, [
    ...texts.flatMap((text, index) => [
      block(text),
      block('marked ', span(text, 'strong'), ' and ', span(text, 'em', 'sub'), ' end'),
      annotated(text, {
        _type: 'webLink',
        href: `https://example.org/?q=${encodeURIComponent(text)}`,
      }),
      {
        _type: 'callout',
        tone: (['note', 'warning', 'urgent'] as const)[index % 3],
        ...(index % 4 !== 3 && {title: text}),
        content: [
          {_key: 'b1', ...block(text)},
          {_key: 'b2', ...block('one'), listItem: 'bullet', level: 1},
          {_key: 'b3', ...block(text), listItem: 'bullet', level: 2},
        ],
      },
      {_type: 'pullQuote', text: `${text}\n\nA second paragraph.`, attribution: text},
    ]),
    annotated('an address', {
      _type: 'webLink',
      href: 'https://example.org/(a)_[b]?c=<d>&e="f"|g#h',
    }),
    annotated('a mail address', {_type: 'webLink', href: 'mailto:a@example.org?subject=b%20c'}),
    annotated('a file that is no link', {_type: 'webLink', href: 'file:///etc/passwd'}),
    annotated('TST', {_type: 'termUse', term: reference('term-tst')}),
    annotated('another word', {_type: 'termUse', term: reference('term-tst')}),
    annotated('TST', {_type: 'termUse', term: reference('term-tst')}),
    annotated('MRI', {_type: 'termUse', term: reference('term-mri')}),
    annotated('a live article', {_type: 'articleLink', article: reference('hip')}),
    annotated('an article that is not out', {_type: 'articleLink', article: reference('gone')}),
    {_type: 'relatedArticle', article: reference('hip')},
  ])
}

/** Eighty works cited one by one, ten at a time, twice, with places and passages. */
export function sourceSection(): Fields {
  const all = Array.from({length: sourceCount}, (_, index) => `source-${index + 1}`)
  return section('Sources', [
    ...all.map((id, index) =>
      block(
        `Claim ${index + 1}`,
        cite({
          source: reference(id),
          ...(index % 3 === 0 && {locator: `p. ${index}`}),
          ...(index % 5 === 0 && {excerpt: naughtyText(index)}),
        }),
        '.',
      ),
    ),
    block(
      'Ten at once',
      cite(...all.slice(70)),
      ', and three',
      cite('source-3', 'source-2', 'source-1'),
      '.',
    ),
  ])
}

/** Sections in sections, five deep, with headings that are alike. */
export function deepSection(): Fields {
  let inner: Fields[] = []
  for (let depth = 5; depth > 1; depth -= 1) {
    const own = {
      ...section('The same heading', [block(`Depth ${depth}.`)]),
      sections: inner,
      _key: 's1',
    }
    inner = [own, {...section('The same heading', [block(`Second at ${depth}.`)]), _key: 's2'}]
  }
  return {
    ...section('The same heading', [block('Depth 1.')], {aspect: 'treatment', anchor: 'why'}),
    sections: inner,
  }
}

function span(text: string, ...marks: string[]): Fields {
  return {_type: 'span', text, marks}
}
