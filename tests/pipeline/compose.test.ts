import {toHtml} from 'hast-util-to-html'
import {describe, expect, it} from 'vitest'

import {compose, composePages} from '../../pipeline/compose.ts'
import {toPlainText} from '../../pipeline/plain-text.ts'
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
  term,
} from './content.ts'

type Fields = Record<string, unknown>

function rich(fields: Fields = {}) {
  return articleContent(
    {
      ...sections(
        section(
          'Causes',
          [block('Fluid', cite('a')), {_type: 'figureUse', figure: reference('knee')}],
          {
            aspect: 'causes',
            sections: [
              section('Injury', [annotated('BME', {_type: 'termUse', term: reference('bme')})]),
            ],
          },
        ),
      ),
      keyPoints: ['One', 'Two'],
      leadFigure: reference('knee'),
      expertQuote: {
        _type: 'expertQuote',
        text: 'Find the cause.',
        person: reference('person-1'),
        role: 'Member of the board',
      },
      topics: [{_key: 't1', _type: 'topicCode', system: 'mesh', code: 'D000', label: 'Edema'}],
      ...fields,
    },
    [citation('a'), figure('knee'), term('bme', 'BME', 'bone marrow edema')],
  )
}

describe('compose', () => {
  it('makes all that a page needs', () => {
    const page = compose(rich(), contextWith())
    expect(page).toMatchObject({
      kind: 'preview',
      page: 'article',
      approval: null,
      id: 'article-1',
      slug: 'bone-marrow-edema',
      direction: 'ltr',
      keyPoints: ['One', 'Two'],
      topics: [{system: 'mesh', code: 'D000'}],
      authors: [{id: 'person-1', name: 'Ada Sample', credentials: ['MD']}],
      expertQuote: {
        text: 'Find the cause.',
        person: {name: 'Ada Sample'},
        role: 'Member of the board',
      },
      leadFigure: {id: 'knee', asset: {path: 'assets/abababababababababababababababab.png'}},
      references: [{number: 1, citation: {_id: 'a'}}],
      terms: [{id: 'bme'}],
      outline: [
        {
          id: 's-causes',
          title: 'Causes',
          aspect: 'causes',
          children: [{id: 's-injury', title: 'Injury', children: []}],
        },
      ],
      readingMinutes: 1,
    })
    expect(page.messages.filter(({severity}) => severity === 'fatal')).toEqual([])
  })

  it('is pure: equal content and context give equal pages, and neither changes', () => {
    const content = rich()
    const before = structuredClone(content)
    const context = contextWith()
    const first = compose(content, context)
    expect(compose(content, context)).toEqual(first)
    expect(content).toEqual(before)
    expect(context).toEqual(contextWith())
  })

  it('is plain data', () => {
    const page = compose(rich(), contextWith())
    expect(JSON.parse(JSON.stringify(page))).toEqual(page)
  })

  it('gives the same page for a body in Portable Text and in Markdown', () => {
    const documents = [citation('a'), figure('knee'), term('bme', 'BME', 'bone marrow edema')]
    const body = [
      block(
        'Fluid ',
        cite({source: reference('a'), locator: 'p. 3'}),
        ' in ',
        {_type: 'span', text: 'bone', marks: ['strong']},
        '.',
      ),
      {...block('one'), listItem: 'bullet', level: 1},
      {...block('two'), listItem: 'number', level: 2},
      {_type: 'figureUse', figure: reference('knee')},
      {_type: 'callout', tone: 'urgent', title: 'Now', content: [{_key: 'b1', ...block('Go.')}]},
    ]
    const markdown = [
      'Fluid :cite{source=a locator="p. 3"} in **bone**.',
      '- one\n  1. two',
      '::figure{ref=knee}',
      ':::urgent[Now]\nGo.\n:::',
    ].join('\n\n')
    const {body: _body, ...withMarkdown} = section('One', [], {markdown})
    const [portable, marked] = [section('One', body), withMarkdown].map((each) =>
      compose(articleContent(sections(each), documents), contextWith()),
    )
    expect(marked).toEqual(portable)
  })

  it('reads a shared section in its place, more than once too', () => {
    const shared = {
      _id: 'shared-1',
      _type: 'sharedSection',
      language: 'en',
      section: {_type: 'section', heading: 'Seek care', body: [{_key: 'b1', ...block('Now')}]},
    }
    const use = {_type: 'sharedSectionUse', section: reference('shared-1')}
    const page = compose(articleContent(sections(use, use), [shared]), contextWith())
    expect(page.outline.map(({id}) => id)).toEqual(['s-seek-care', 's-seek-care-1'])
    expect(toPlainText(page.hast)).toBe('Seek care\nNow\nSeek care\nNow')
  })

  it.each([
    [
      'an author',
      {authors: [{_key: 'a1', ...reference('gone')}]},
      'person-missing',
      'authors[_key=="a1"]',
    ],
    [
      'a speaker',
      {expertQuote: {_type: 'expertQuote', text: 'x', person: reference('gone')}},
      'person-missing',
      'expertQuote.person',
    ],
    [
      'a shared section',
      sections({_type: 'sharedSectionUse', section: reference('gone')}),
      'shared-section-missing',
      'sections[_key=="s1"]',
    ],
    ['a lead figure', {leadFigure: reference('gone')}, 'figure-unknown', 'leadFigure'],
    [
      'one of two bodies',
      sections(section('A', [block('x')], {markdown: 'y'})),
      'body-twice',
      'sections[_key=="s1"]',
    ],
    ['an unknown field', {boxedWarning: 'Never'}, 'content-unreadable', 'boxedWarning'],
    [
      'an unknown field of a block',
      sections(section('A', [{...block('x'), note: 'Never'}])),
      'content-unreadable',
      'sections[_key=="s1"].body[_key=="b1"].note',
    ],
    [
      'an unknown member',
      {topics: [{_key: 't1', _type: 'note', text: 'Never'}]},
      'content-unreadable',
      'topics[_key=="t1"]',
    ],
  ])('is fatal where %s would be left out', (_what, fields, ruleId, path) => {
    const {messages} = compose(rich(fields), contextWith())
    expect(messages.filter(({severity}) => severity === 'fatal')).toContainEqual(
      expect.objectContaining({ruleId, path}),
    )
  })

  it.each([
    ['no article', {kind: 'article' as const, root: 'gone', documents: {}, assets: []}, ''],
    ['a title that is no text', articleContent({title: 5}), 'title'],
    ['sections that are no array', articleContent({sections: 'x'}), 'sections'],
    ['no slug', articleContent({slug: undefined}), 'slug'],
    [
      'a document under another id',
      {...articleContent(), documents: {'article-1': {_id: 'x', _type: 'article'}}},
      '_id',
    ],
  ])('refuses %s, naming the place', (_what, content, path) => {
    expect(() => compose(content, contextWith())).toThrowError(
      expect.objectContaining({code: 'content-malformed', path}),
    )
  })

  it.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
    ['ar-EG', 'rtl'],
    ['he', 'rtl'],
    ['az-Arab', 'rtl'],
    ['ur-Latn', 'ltr'],
    ['de-CH', 'ltr'],
  ])('writes %s from %s', (language, direction) => {
    expect(compose(articleContent({language}), contextWith()).direction).toBe(direction)
  })
})

describe('composePages of a site', () => {
  const pages = composePages(siteContent(), contextWith())

  it('makes the expert board and the editorial process', () => {
    expect(pages.map(({page, slug, title}) => [page, slug, title])).toEqual([
      ['expert-board', 'expert-board', 'Expert board'],
      ['editorial-process', 'editorial-process', 'Editorial process'],
    ])
  })

  it('shows each member with role, specialty, portrait, biography and interests', () => {
    const [board] = pages
    expect(board && toPlainText(board.hast)).toBe(
      [
        'Ada Sample, MD, PhD',
        'Chair',
        'Radiology, Sample Hospital',
        'Ada Sample at a desk',
        'She reads images of knees.',
        'Conflicts of interest: None. (2026-01-31)',
      ].join('\n'),
    )
    expect(board?.figures['person-1']?.asset.mediaType).toBe('image/png')
    expect(board?.outline.map(({id}) => id)).toEqual(['s-ada-sample-md-phd'])
  })

  it('shows how articles are written, checked and sourced', () => {
    expect(pages[1] && toPlainText(pages[1].hast)).toBe(
      'Editorial policy\nEvery article is reviewed.\nFact-checking\nEvery fact is checked.\nSourcing\nWe cite peer-reviewed work.',
    )
  })

  it('makes no page that would be empty', () => {
    const alone = composePages(siteContent({expertBoard: undefined}), contextWith())
    expect(alone.map(({page}) => page)).toEqual(['editorial-process'])
  })

  it('is fatal for a member who is not there', () => {
    const content = siteContent({expertBoard: [{_key: 'e1', ...reference('gone')}]})
    expect(composePages(content, contextWith())[0]?.messages).toContainEqual(
      expect.objectContaining({ruleId: 'person-missing', severity: 'fatal'}),
    )
  })

  it('escapes what people are called', () => {
    const [board] = composePages(
      siteContent({}, {name: '<script>alert(1)</script>'}),
      contextWith(),
    )
    expect(board && toHtml(board.hast)).not.toContain('<script')
  })
})
