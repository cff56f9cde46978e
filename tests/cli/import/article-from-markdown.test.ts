import {describe, expect, it} from 'vitest'

import type {RawDocument} from '#pipeline'

import {articleFromMarkdown, type Imported} from '../../../cli/import/article-from-markdown.ts'

/** Import a body below a title. */
function imported(body: string, stored?: ReadonlyMap<string, RawDocument>): Imported {
  return articleFromMarkdown(`---\ntitle: Knee\n---\n${body}\n`, 'knee.md', stored)
}

/** The Markdown of the first section. */
function markdownOf({article}: Imported): unknown {
  return (article['sections'] as Array<{markdown?: string}>)[0]?.markdown
}

describe('text that only looks like a directive', () => {
  it.each([
    ['Take it at 10:30 or 12:45.', 'Take it at 10:30 or 12:45.'],
    ['A ratio of 1:2 is usual.', 'A ratio of 1:2 is usual.'],
    ['See doi:10.1038/x for more.', String.raw`See doi\:10.1038/x for more.`],
    ['Ask :smile: first.', String.raw`Ask \:smile: first.`],
    ['A :kbd[*key*]{.x} here.', String.raw`A \:kbd\[_key_]{.x} here.`],
  ])('%s stays text', (written, kept) => {
    const result = imported(written)
    expect(result).toMatchObject({losses: [], faults: []})
    expect(String(markdownOf(result)).replaceAll('\\', '')).toBe(kept.replaceAll('\\', ''))
  })

  it('keeps a block of somebody else’s as its content, and says so', () => {
    const result = imported(':::tip\nDrink water.\n:::')
    expect(markdownOf(result)).toBe('Drink water.')
    expect(result.losses).toMatchObject([{line: 4, column: 1}])
    expect(result.losses[0]?.what).toContain(':::tip')
  })

  it('leaves our own directives as they are', () => {
    const result = imported(':::warning[Careful]\nH:sub[2]O\n:::')
    expect(markdownOf(result)).toBe(':::warning[Careful]\nH:sub[2]O\n:::')
    expect(result.faults).toEqual([])
  })

  it('does not strike through what stands between single tildes', () => {
    const result = imported('Drink H~2~O, about ~2 l.')
    expect(result).toMatchObject({losses: [], faults: []})
    expect(String(markdownOf(result)).replaceAll('\\', '')).toBe('Drink H~2~O, about ~2 l.')
  })
})

describe('footnotes', () => {
  it('become citations with what they name', () => {
    const {citations, article} = imported(
      [
        'A.[^1] B.[^2] C.[^3] D.[^4]',
        '',
        '[^1]: Eriksen EF. Bonekey Rep. 2015;4:755. doi:10.1038/bonekey.2015.124.',
        '[^2]: Baumbach. [J Clin Med](https://doi.org/10.3390/jcm9020551). PMID: 32085510.',
        '[^3]: A page, https://example.org/knee.',
        '[^4]: Just words',
      ].join('\n'),
    )
    expect(citations).toMatchObject([
      {kind: 'article-journal', doi: '10.1038/bonekey.2015.124'},
      {kind: 'article-journal', doi: '10.3390/jcm9020551', pmid: '32085510'},
      {kind: 'webpage', url: 'https://example.org/knee'},
      {kind: 'webpage', title: 'Just words'},
    ])
    expect(article['sources']).toMatchObject(citations.map(({_id}) => ({_ref: _id})))
    expect(markdownOf(imported('A.[^1]\n\n[^1]: doi:10.1038/x'))).toMatch(
      /^A\.:cite\{source="citation-10-1038-x-[0-9a-f]{8}"\}$/,
    )
  })

  it('that name one work give one citation, also across files and numbers', () => {
    const one = imported('A.[^1] B.[^2]\n\n[^1]: doi:10.1038/X\n[^2]: Again: doi:10.1038/x')
    const other = imported('C.[^9]\n\n[^9]: See doi:10.1038/x')
    expect(one.citations).toHaveLength(1)
    expect(other.citations[0]?._id).toBe(one.citations[0]?._id)
  })

  it('cite the work that is stored already', () => {
    const known = {_id: 'eriksen', _type: 'citation', doi: '10.1038/X', title: 'Whole'}
    const {citations, article} = imported(
      'A.[^1]\n\n[^1]: doi:10.1038/x',
      new Map([['eriksen', known]]),
    )
    expect(citations).toEqual([known])
    expect(article['sources']).toMatchObject([{_ref: 'eriksen'}])
  })

  it('are found inside other blocks', () => {
    const {citations, losses} = imported('- A.[^1]\n\n  [^1]: doi:10.1038/x')
    expect(citations).toHaveLength(1)
    expect(losses).toEqual([])
  })

  it.each([
    ['A.[^9]', 0],
    ['A.\n\n[^1]: Unused', 1],
    ['A.[^1]\n\n[^1]: One\n\n[^1]: Two', 1],
  ])('%j: what is lost is reported', (body, count) => {
    expect(imported(body).losses).toHaveLength(count)
  })
})

describe('what an article cannot hold', () => {
  it.each([
    ['<div class="ad">Buy</div>', 4, 1, /HTML/],
    ['One.\n\n---', 6, 1, /rule/],
    ['See ![a knee](x.png) here.', 4, 5, /image.*a knee/],
    ['Type `ls` now.', 4, 6, /Code.*ls/],
    ['~~Gone~~', 4, 1, /Struck/],
    ['> Words', 4, 1, /quotation/],
    ['## A *b*\n\nText.', 4, 6, /Formatting in a heading/],
    ['## A[^1]\n\nText.\n\n[^1]: x', 4, 5, /citation in a heading/],
    ['# Another title\n\nText.', 4, 1, /Another title/],
    ['[a](https://x.example "t")', 4, 1, /title of a link/],
  ])('%j is reported with its place in the file', (body, line, column, told) => {
    expect(imported(body).losses).toMatchObject([{line, column, what: expect.stringMatching(told)}])
  })

  it('is a fault to mend where it cannot be made plainer', () => {
    expect(imported('- [ ] a task\n\n  # A heading in a list').faults.join()).toContain('heading')
  })

  it('resolves links that are defined in another section', () => {
    const result = imported('See [this][x].\n\n## End\n\n[x]: https://example.org/')
    expect(markdownOf(result)).toBe('See [this](https://example.org/).')
    expect(result.faults).toEqual([])
  })
})

describe('front matter', () => {
  it.each([
    ['---\ntitle: [a\n---\n', /^knee.md:[23]:/],
    ['---\ntitle: a\ntitle: b\n---\n', /^knee.md:3:/],
    ['---\n- a\n---\n', /^knee.md:2:/],
    ['---\ntitle: Knee\nkeyPoints: one\n---\n', /^knee.md:3: `keyPoints` must be a list of texts/],
    ['---\ntitle: 5\n---\n', /^knee.md:2: `title` must be a text/],
    ['---\ntitle: Knee\nreviewIntervalMonths: soon\n---\n', /^knee.md:3:.*number/],
    ['Text alone', /^knee.md:1: give a `title`/],
    ['---\ntitle: "?"\n---\n', /^knee.md:1: give a `slug`/],
  ])('%j is refused with its place', (text, told) => {
    expect(() => articleFromMarkdown(text, 'knee.md')).toThrow(told)
  })

  it('that nothing takes over is reported with its line', () => {
    const {losses} = articleFromMarkdown('---\ntitle: Knee\nlayout: post\n---\nText.', 'knee.md')
    expect(losses).toMatchObject([{line: 3, what: expect.stringContaining('layout')}])
  })

  it('updates the article that has the slug and language, whatever its id', () => {
    const stored = {_id: 'abc', _type: 'article', language: 'en', slug: {current: 'knee'}}
    expect(imported('A.', new Map([['abc', stored]])).article._id).toBe('drafts.abc')
    const german = {...stored, _id: 'article-knee', language: 'de'}
    expect(imported('A.', new Map([['article-knee', german]])).article._id).toBe(
      'drafts.article-knee-en',
    )
  })
})
