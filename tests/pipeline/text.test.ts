import {describe, expect, it} from 'vitest'

import type {ComposableContent} from '../../pipeline/composable-content.ts'
import {compose, composePages} from '../../pipeline/compose.ts'
import type {Context} from '../../pipeline/context.ts'
import {normalisedText, textDigest} from '../../pipeline/text.ts'
import {articleContent, block, contextWith, section, sections, siteContent} from './content.ts'
import {richContent} from './rich-content.ts'

/** Paths to every text of a value, but of the fields that say how text looks, not what it says. */
function textPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    /^_|^(?:marks|style|anchor|aspect)$/.test(name) ? [] : textPaths(member, [...path, name]),
  )
}

function change(content: ComposableContent, path: string[]): ComposableContent {
  const copy = structuredClone(content)
  let parent = copy.documents as unknown as Record<string, unknown>
  for (const name of path.slice(0, -1)) parent = parent[name] as Record<string, unknown>
  const last = path.at(-1) ?? ''
  parent[last] = `x${parent[last] as string}`
  return copy
}

const contexts: Array<[string, Partial<Context>]> = [
  ['a live target', {articles: {hip: {status: 'live', slug: 'hip', language: 'en', title: 'Hip'}}}],
  [
    'a withdrawn target',
    {articles: {hip: {status: 'withdrawn', slug: 'hip', language: 'en', title: 'Hip'}}},
  ],
  ['a retracted source', {sources: {a: {status: 'retracted', checkedAt: '2026-11-01'}}}],
  ['a day after the rights to a picture', {today: '2126-01-01'}],
  ['another site', {site: {name: 'Other', disclaimer: 'No', shareTargets: [], pages: []}}],
  [
    'a notice',
    {
      notices: [
        {
          kind: 'correction',
          update: 'erratum',
          severity: 'safety',
          text: 'Wrong',
          at: '',
          effective: '',
          edition: '',
        },
      ],
    },
  ],
]

describe('normalisedText', () => {
  it('has the format that it had when the first sign-off was made', async () => {
    await expect(normalisedText(richContent())).toMatchFileSnapshot('expected/article.txt')
    await expect(normalisedText(siteContent())).toMatchFileSnapshot('expected/site.txt')
  })

  it.each(contexts)('does not depend on the context: %s', (_name, context) => {
    const content = richContent()
    const page = compose(content, contextWith(context))
    expect(page).not.toEqual(compose(content, contextWith()))
    expect(page.text).toBe(normalisedText(content))
  })

  it('is the same for every page of a site', () => {
    const texts = composePages(siteContent(), contextWith()).map(({text}) => text)
    expect(new Set([...texts, normalisedText(siteContent())]).size).toBe(1)
    expect(texts).toHaveLength(2)
  })

  it.each([
    ['an article', richContent(), 60],
    ['a site', siteContent(), 14],
  ])('changes with any text of %s', (_name, content, least) => {
    const text = normalisedText(content)
    const paths = textPaths(content.documents)
    expect(paths.length).toBeGreaterThan(least)
    const unchanged = paths.filter((path) => normalisedText(change(content, path)) === text)
    expect(unchanged).toEqual([])
  })

  it('changes when a superscript or subscript becomes a plain figure', () => {
    const [plain, raised, lowered] = [[], ['sup'], ['sub']].map((marks) =>
      normalisedText(
        articleContent(sections(section('One', [block('10', {_type: 'span', text: '6', marks})]))),
      ),
    )
    expect(new Set([plain, raised, lowered]).size).toBe(3)
  })

  it('changes when sections or paragraphs change places', () => {
    expect(textOf('a', 'b')).not.toBe(textOf('b', 'a'))
    expect(textOf('a', 'b')).not.toBe(textOf('a b'))
  })

  it('collapses ASCII white space and keeps every other character as it is', () => {
    const words = ' a \t\r\n b\u00A0\u2003c\u200Bd Fu\u0308r '
    const text = normalisedText(articleContent({summary: words}))
    expect(text).toContain('\nsummary\ta b\u00A0\u2003c\u200Bd Fu\u0308r\n')
  })

  it('does not depend on the order in which documents and fields are stored', () => {
    const content = richContent()
    const turned = {
      ...content,
      documents: Object.fromEntries(
        Object.entries(content.documents)
          .toReversed()
          .map(([id, document]) => [id, Object.fromEntries(Object.entries(document).toReversed())]),
      ) as typeof content.documents,
    }
    expect(normalisedText(turned)).toBe(normalisedText(content))
  })
})

describe('textDigest', () => {
  it('is the SHA-256 of the stream in UTF-8', async () => {
    const content = richContent()
    const bytes = new TextEncoder().encode(normalisedText(content))
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    expect(await textDigest({content})).toBe(Buffer.from(hash).toString('hex'))
  })
})

function textOf(...paragraphs: string[]): string {
  const body = paragraphs.map((words) => block(words))
  return normalisedText(articleContent(sections(section('One', body))))
}
