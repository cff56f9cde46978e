import {describe, expect, it} from 'vitest'

import {ArticleUrlError} from '#exports'
import type {Composition} from '#pipeline'

import {composeHostile} from '../fixtures/hostile-content.ts'
import {artifactsOf, jsonOf, preview, published, sitePages, textOf} from './make.ts'

const shown = published()
const html = async (...args: Parameters<typeof jsonOf>): Promise<string> =>
  (await jsonOf(...args)).sections.map((section) => section.html).join('')

it('An article comes out as its golden file', async () => {
  await expect(await textOf(shown)).toMatchFileSnapshot('expected/article.json')
})

it("The site's own pages come out as sections, too", async () => {
  const pages = await Promise.all(sitePages().map((page) => jsonOf(page)))
  expect(pages.map(({page}) => page)).toEqual(['expert-board', 'editorial-process'])
  for (const {sections} of pages) expect(sections.length).toBeGreaterThan(0)
  const texts = await Promise.all(sitePages().map((page) => textOf(page)))
  for (const text of texts) expect(text).toContain('"reviewDue": null')
})

describe('The bytes', () => {
  it('do not depend on the order of names in the composition', async () => {
    const {hast} = shown
    const other = {...(reversed(shown) as Composition), hast}
    expect(await textOf(other)).toBe(await textOf(shown))
  })

  it('have names in order and end with a line end', async () => {
    const text = await textOf(shown)
    expect(text.endsWith('}\n')).toBe(true)
    const lists = namesIn(JSON.parse(text))
    expect(lists.length).toBeGreaterThan(50)
    expect(lists).toEqual(lists.map((names) => names.toSorted()))
  })

  it('leave the composition as it was', async () => {
    const before = structuredClone(shown)
    await textOf(shown)
    expect(shown).toEqual(before)
  })
})

describe('A sample', () => {
  it('says so and names no reviewer', async () => {
    const json = await jsonOf(published({sample: true}))
    expect(json['sampleNotice']).toMatch(/^Sample content, not reviewed by a physician/)
    expect(json).not.toHaveProperty('reviewedBy')
  })
})

describe('What was reviewed', () => {
  it('names each medical expert once, with the latest sign-off', async () => {
    const {reviewedBy} = await jsonOf(shown)
    expect(reviewedBy).toEqual([
      {
        signer: 'ada',
        name: 'Ada Sample',
        credentials: ['MD', 'PhD'],
        at: '2026-11-21T10:00:00.000Z',
      },
    ])
  })

  it('is nothing in a preview', async () => {
    const json = await jsonOf(preview())
    expect(json).toMatchObject({status: 'preview', edition: null, dates: null, signOffs: []})
    expect(json).not.toHaveProperty('reviewedBy')
  })
})

describe('Ready HTML', () => {
  it('links to other articles by the template', async () => {
    expect(await html(shown)).toContain('href="../hip.en/index.html"')
    expect(await html(shown, {articleUrl: 'https://x.example/{language}/{slug}'})).toContain(
      'href="https://x.example/en/hip"',
    )
  })

  it('refuses a template that leads elsewhere', async () => {
    const refused = textOf(shown, {articleUrl: 'javascript:{slug}'})
    await expect(refused).rejects.toThrow(ArticleUrlError)
  })

  it('has pictures at the base, and text for those that may not be syndicated', async () => {
    expect(await html(shown, {assetBase: 'https://cdn.example/'})).toContain(
      `src="https://cdn.example/assets/${'ab'.repeat(16)}.png"`,
    )
    const {figures} = shown
    const kept = published({
      leadFigure: null,
      figures: {knee: {...figures['knee']!, uses: ['own-site']}},
    })
    expect(await html(kept)).toContain('<p class="marrow-figure-withheld">A knee</p>')
    expect(await html(kept)).not.toContain('<img')
    expect((await artifactsOf(kept)).map(({path}) => path)).toEqual(['article.json'])
    expect((await jsonOf(kept))['assets']).toEqual([])
  })

  it('comes with its pictures, each once', async () => {
    expect((await artifactsOf(shown)).map(({path, mediaType}) => [path, mediaType])).toEqual([
      ['article.json', 'application/json'],
      [`assets/${'ab'.repeat(16)}.png`, 'image/png'],
    ])
  })

  it('holds nothing that runs or loads, whatever the content is', async () => {
    const tags = (await html(composeHostile())).match(/<[a-z](?:"[^"]*"|[^">])*>/gi) ?? []
    expect(tags.length).toBeGreaterThan(20)
    const names = new Set(tags.map((tag) => /^<([a-z\d]+)/i.exec(tag)?.[1]))
    const known = 'a abbr aside blockquote em figcaption figure h2 img li p section span strong'
    const more = 'br caption div h3 ol sub sup table tbody td th thead tr ul'
    expect([...names].filter((name) => !`${known} ${more}`.split(' ').includes(name!))).toEqual([])
    const bare = tags.map((tag) => tag.replaceAll(/"[^"]*"/g, '""')).join('')
    expect(bare).not.toMatch(/\s(?:on\w+|style|srcdoc|srcset|name)=/i)
    const addresses = tags.flatMap((tag) => /(?:href|src)="([^"]*)"/.exec(tag)?.[1] ?? [])
    const odd = addresses.filter(
      (url) => !/^(?:https?:|mailto:|assets\/|#(?:ref|term)-|\.\.\/)/.test(url),
    )
    expect(odd).toEqual([])
    expect(addresses.join(' ')).not.toContain('undefined')
  })
})

it('The state of a source is there only when it was checked', async () => {
  const {sources} = await jsonOf(shown)
  expect(sources.map(({csl, state}) => [csl.id, state])).toEqual([
    ['b', undefined],
    ['a', {status: 'retracted', checkedAt: '2026-11-01'}],
  ])
})

it('A node that the format does not have is refused, never left out', async () => {
  const [section] = shown.tree.children
  if (section?.type !== 'section') throw new TypeError('There is no section')
  const children = [...section.children, {type: 'html' as const, value: '<b>'}]
  const tree = {...shown.tree, children: [{...section, children}]}
  await expect(textOf(published({tree}))).rejects.toThrow('The format has no node `html`')
})

/** The names of each object in a value. */
function namesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(namesIn)
  return Array.isArray(value) ? inside : [Object.keys(value), ...inside]
}

/** The same value with the names of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, member]) => [name, reversed(member)])
  return Object.fromEntries(entries.toReversed())
}
