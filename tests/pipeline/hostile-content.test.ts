import {assert, property, string} from 'fast-check'
import type {Element, Root} from 'hast'
import {toHtml} from 'hast-util-to-html'
import {visit} from 'unist-util-visit'
import {describe, expect, it} from 'vitest'

import {compose, composePages} from '../../pipeline/compose.ts'
import {normalisedText} from '../../pipeline/text.ts'
import {
  annotated,
  articleContent,
  block,
  citation,
  cite,
  contextWith,
  figure,
  reference,
  section,
  sections,
  siteContent,
  table,
  term,
} from './content.ts'

type Fields = Record<string, unknown>

const names = new Set(
  'a abbr aside blockquote br caption div em figcaption figure h2 h3 h4 h5 h6 img li ol p section span strong sub sup table tbody td th thead time tr ul'.split(
    ' ',
  ),
)
const attributes = new Set(
  'alt ariaLabel className dataArticle dataAspect dataLanguage dataSlug dateTime height href id loading rel role scope src start tabIndex title width'.split(
    ' ',
  ),
)

/** Hold hast to our own elements and attributes, safe addresses and prefixed ids. */
function expectHarmless(hast: Root): void {
  visit(hast, (node) => {
    expect(['root', 'element', 'text']).toContain(node.type)
    if (node.type === 'element') expectHarmlessElement(node)
  })
}

function expectHarmlessElement({tagName, properties}: Element): void {
  expect(names).toContain(tagName)
  for (const name of Object.keys(properties)) expect(attributes).toContain(name)
  const {href, id, src} = properties
  if (href !== undefined) expect(href).toMatch(/^(?:https?:\/\/[^/]|mailto:|#(?:ref|term)-\d+$)/)
  if (id !== undefined) expect(id).toMatch(/^(?:s|ref|cite|fig)-/)
  if (src !== undefined) expect(src).toMatch(/^assets\/[\da-f]{32}\.[a-z]+$/)
}

const evils = [
  '"><script>alert(1)</script>',
  '</section></main><base href="//evil.example"><form id="x"><input name="body">',
  '\'"><img src=x onerror=alert(1)>',
  '<svg><style><img title="</style><img src onerror=alert(1)>">',
  '<meta http-equiv="refresh" content="0;url=//evil.example">',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '${alert(1)} {{constructor.constructor("alert(1)")()}}',
]

function evilArticle(evil: string) {
  const body = [
    block(
      evil,
      {_type: 'span', text: evil, marks: ['strong', 'sup']},
      cite({source: reference('a'), locator: evil, excerpt: evil}),
    ),
    annotated(evil, {_type: 'webLink', href: evil}),
    annotated(evil, {_type: 'termUse', term: reference('t')}),
    annotated(evil, {_type: 'articleLink', article: reference('other')}),
    {_type: 'relatedArticle', article: reference('other')},
    {_type: 'figureUse', figure: reference('f')},
    {_type: 'callout', tone: 'warning', title: evil, content: [{_key: 'b1', ...block(evil)}]},
    {_type: 'pullQuote', text: evil, attribution: evil},
    {...table([[evil], [evil]]), caption: evil},
    {...block(evil), listItem: 'bullet', level: 1},
  ]
  return articleContent(sections(section(evil, body, {anchor: evil, aspect: evil})), [
    citation('a', {title: evil}),
    term('t', evil, evil),
    figure('f', {alt: evil, caption: evil, credit: evil}),
  ])
}

describe('hostile content', () => {
  it.each(evils)('stays text in every text field: %s', (evil) => {
    const articles = {other: {status: 'live' as const, slug: evil, language: evil, title: evil}}
    const page = compose(evilArticle(evil), contextWith({articles}))
    expectHarmless(page.hast)
    expect(page.messages.map(({ruleId}) => ruleId)).not.toContain('text-lost')
    expect(page.outline[0]?.title).toBe(evil)
  })

  it('stays text, and none of it is lost, whatever it is', () => {
    assert(
      property(string({unit: 'binary', maxLength: 40}), (words) => {
        const page = compose(evilArticle(words), contextWith())
        expectHarmless(page.hast)
        expect(page.messages.map(({ruleId}) => ruleId)).not.toContain('text-lost')
      }),
      {numRuns: 150},
    )
  })

  it.each(evils)('stays text on the pages of a site: %s', (evil) => {
    const blocks = [{_key: 'b1', ...block(evil)}]
    const pages = composePages(
      siteContent(
        {name: evil, editorialPolicy: blocks, factChecking: blocks, sourcing: evil},
        {name: evil, affiliation: evil, boardRole: evil, biography: blocks, photoAlt: evil},
      ),
      contextWith(),
    )
    expect(pages).toHaveLength(2)
    for (const {hast} of pages) expectHarmless(hast)
  })

  it.each([...evils, '__proto__', 'constructor', 'toString', 'raw', 'html', 'root'])(
    'is fatal with its keyed path where a block, mark, style, list or inline object is %j',
    (evil) => {
      const at = 'sections[_key=="s1"].body[_key=="b1"]'
      const bodies: Array<[Fields, string, string]> = [
        [{_type: evil, text: 'x', children: [], value: '<b>'}, 'unknown-block', at],
        [{...block('x'), style: evil}, 'unknown-style', at],
        [{...block('x'), listItem: evil}, 'unknown-list', at],
        [
          block({_type: 'span', text: 'x', marks: [evil]}),
          'unknown-mark',
          `${at}.children[_key=="c1"]`,
        ],
        [block({_type: evil, text: 'x'}), 'unknown-inline', `${at}.children[_key=="c1"]`],
        [annotated('x', {_type: evil, href: 'https://evil.example'}), 'unknown-mark', ''],
      ]
      for (const [body, ruleId, path] of bodies) {
        const page = compose(articleContent(sections(section('One', [body]))), contextWith())
        const fatal = page.messages.filter(({severity}) => severity === 'fatal')
        expect(fatal.map((message) => message.ruleId)).toContain(ruleId)
        expect(fatal.some((message) => message.path.startsWith(path))).toBe(true)
        expectHarmless(page.hast)
      }
    },
  )

  it('cannot set what the library reads from nodes: tag names, properties, children', () => {
    const data = {hName: 'script', hProperties: {onclick: 'alert(1)'}, hChildren: []}
    const page = compose(
      articleContent(
        sections(
          section('One', [
            {...block('x'), data},
            {...table([['a']]), data},
          ]),
        ),
      ),
      contextWith(),
    )
    expectHarmless(page.hast)
    expect(toHtml(page.hast)).toContain('<p>x</p>')
  })

  it('gives no element an id that names something of the document', () => {
    const clobbering = ['body', 'cookie', 'getElementById', 'forms', 'location', 'createElement']
    const page = compose(
      articleContent(
        sections(...clobbering.map((name) => section(name, [block('x')], {anchor: name}))),
      ),
      contextWith(),
    )
    expectHarmless(page.hast)
    const ids: unknown[] = []
    visit(page.hast, 'element', ({properties}) => {
      if (properties['id'] !== undefined) ids.push(properties['id'])
    })
    expect(ids).toEqual(clobbering.map((name) => `s-${name.toLowerCase()}`))
  })

  it.each([
    ['bidi override', '5 mg \u202Egm 5\u202C', 'bidi-control'],
    ['zero-width space', 'par\u200Bacetamol', 'zero-width'],
    ['homoglyph', 'p\u0430racetamol', 'mixed-script'],
    ['two micro signs', '5 \u00B5g and 5 \u03BCg', 'mixed-micro'],
    ['NFD', 'Fu\u0308rmetz', 'not-normalised'],
  ])('keeps every character of a %s, and says so', (_name, words, ruleId) => {
    const page = compose(articleContent(sections(section(words, [block(words)]))), contextWith())
    expect(page.outline[0]?.title).toBe(words)
    expect(toHtml(page.hast)).toContain(`<p>${words}</p>`)
    expect(page.text).toContain(`paragraph\t${words}\n`)
    expect(page.messages.map((message) => message.ruleId)).toContain(ruleId)
  })
})

describe('deep content', () => {
  const depth = 20_000

  function nest(wrap: (inner: Fields) => Fields, innermost: Fields): Fields {
    let value = innermost
    for (let level = 0; level < depth; level++) value = wrap(value)
    return value
  }

  const bodies: Array<[string, Fields]> = [
    ['list levels', section('One', [{...block('x'), listItem: 'bullet', level: depth}])],
    [
      'list levels, each one more',
      section(
        'One',
        Array.from({length: depth}, (_, index) => ({
          ...block('x'),
          listItem: 'bullet',
          level: index + 1,
        })),
      ),
    ],
    [
      'callouts',
      section('One', [
        nest(
          (inner) => ({_type: 'callout', tone: 'note', content: [{_key: 'b1', ...inner}]}),
          block('x'),
        ),
      ]),
    ],
    [
      'sections',
      nest((inner) => section('One', [], {sections: [{...inner, _key: 's1'}]}), section('In')),
    ],
    [
      'marks',
      section('One', [
        block({_type: 'span', text: 'x', marks: Array.from({length: depth}, () => 'em')}),
      ]),
    ],
    ['quotes in Markdown', {_type: 'section', heading: 'One', markdown: `${'>'.repeat(depth)} x`}],
    ['lists in Markdown', {_type: 'section', heading: 'One', markdown: `${'- '.repeat(depth)}x`}],
    [
      'emphasis in Markdown',
      {_type: 'section', heading: 'One', markdown: `${'*a '.repeat(depth)}x`},
    ],
    ['brackets in Markdown', {_type: 'section', heading: 'One', markdown: '['.repeat(depth)}],
  ]

  it.each(bodies)('%s: 20,000 are a fatal message, not an overflow', (_name, body) => {
    const content = articleContent(sections(body))
    const page = compose(content, contextWith())
    expect(page.messages).toContainEqual(
      expect.objectContaining({
        severity: 'fatal',
        ruleId: expect.stringMatching(/too-deep|unknown-/),
      }),
    )
    expect(toHtml(page.hast)).toContain('<section')
    expect(normalisedText(content)).toContain('marrow-text 1')
  })
})
