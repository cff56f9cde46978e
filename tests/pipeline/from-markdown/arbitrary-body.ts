import fc from 'fast-check'

import {block, cite, ref, span} from '../from-portable-text/make.ts'

/** Words with every character that Markdown reads in a special way. */
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom('knee', 'edema', 'µg', '5', '痛', '\u{1F9B4}', 'x_y', '12:30', 'a:b', ':sub'),
      fc.constantFrom('*', '_', '`', '[', ']', '<', '>', '&', '&amp;', '#', '1.', '-', '+', '|'),
      fc.constantFrom('\\', '~', '!', '{', '}', '"', "'", '(', ')', ':', '::', ':::', '=', '---'),
      fc.constantFrom('<b>', '</p>', '![a](b)', '[a](b)', ':cite{source=x}', 'www', 'a@b', '^'),
    ),
    {minLength: 1, maxLength: 6},
  )
  .map((list) => list.join(' '))

const glued = fc
  .array(
    fc.constantFrom('a', '*', '_', ':', '[', ']', '<', '&', '`', '|', '{', '}', '~', '\\', '1'),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((list) => `z${list.join('')}z`)

const text = fc.oneof({arbitrary: words, weight: 2}, glued)
const id = fc.constantFrom('a', 'work.b-2', 'x_y', 'C3')

const marks = fc.subarray(['strong', 'em', 'sub', 'sup', 'link', 'term', 'article'], {maxLength: 3})

const citation = fc
  .array(
    fc.record(
      {source: id, locator: fc.constantFrom('p. 3', 'ch. "2"', 'a & b'), excerpt: words},
      {requiredKeys: ['source']},
    ),
    {minLength: 1, maxLength: 3},
  )
  .map((items) => cite(...(items as Array<{source: string}>)))

const children = fc
  .array(
    fc.oneof(
      {
        arbitrary: fc
          .tuple(text, marks)
          .map(([value, names]) => span(value, names.includes('link') ? without(names) : names)),
        weight: 4,
      },
      citation,
    ),
    {minLength: 1, maxLength: 5},
  )
  // Spans with white space between, so that no two marks touch: Markdown cannot write those.
  .map((list) => list.flatMap((child, index) => (index > 0 ? [span(' '), child] : [child])))

/** A link may not be in another link. */
function without(names: string[]): string[] {
  return names.filter((name) => name !== 'article')
}

const definitions = [
  {_type: 'webLink', _key: 'link', href: 'https://a.example/?b=(c)&d=*e*'},
  {_type: 'termUse', _key: 'term', term: ref('term.bme')},
  {_type: 'articleLink', _key: 'article', article: ref('hip')},
]

const paragraph = children.map((list) => block(list, definitions))

const list = fc
  .array(fc.tuple(children, fc.constantFrom('bullet', 'number'), fc.integer({min: 1, max: 4})), {
    minLength: 1,
    maxLength: 6,
  })
  .map((items) => items.map(([content, kind, level]) => block(content, definitions, kind, level)))

const callout = fc
  .tuple(
    fc.constantFrom('note', 'warning', 'urgent'),
    fc.option(text, {nil: undefined}),
    fc.array(paragraph, {minLength: 1, maxLength: 2}),
  )
  .map(([tone, title, content]) => ({_type: 'callout', tone, title, content}))

const quote = fc
  .tuple(text, fc.option(words, {nil: undefined}))
  .map(([value, attribution]) => ({_type: 'pullQuote', text: value, attribution}))

const table = fc
  .tuple(
    fc.integer({min: 1, max: 3}),
    fc.array(fc.array(children, {minLength: 3, maxLength: 3}), {minLength: 1, maxLength: 3}),
    fc.option(words, {nil: undefined}),
    fc.nat(1),
  )
  .map(([width, rows, caption, headers]) => ({
    _type: 'table',
    caption,
    headerRows: headers,
    headerColumns: headers,
    rows: rows.map((cells) => ({
      _type: 'tableRow',
      cells: cells.slice(0, width).map((content) => ({
        _type: 'tableCell',
        content: [block(content, definitions)],
      })),
    })),
  }))

const single = fc.oneof(
  {arbitrary: paragraph, weight: 3},
  callout,
  quote,
  table,
  id.map((figure) => ({_type: 'figureUse', figure: ref(figure)})),
  id.map((article) => ({_type: 'relatedArticle', article: ref(article)})),
)

/** A body of Portable Text with every construct that Markdown can write, too. */
export const arbitraryBody: fc.Arbitrary<object[]> = fc
  .array(fc.oneof({arbitrary: single.map((member): object[] => [member]), weight: 3}, list), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.flat())
