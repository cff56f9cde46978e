import {visit} from 'unist-util-visit'
import {describe, expect, it} from 'vitest'

import {exporters} from '#exports'
import type {Composition} from '#pipeline'

import {markdownExporter} from '../../../exports/formats/markdown/exporter.ts'
import {publishTorture, tortureWorld} from '../../articles/torture/torture.ts'
import {composeHostile} from '../fixtures/hostile-content.ts'
import {published, sitePages} from '../json/make.ts'
import {readArticle} from './read-article.ts'

async function write(composition: Composition): Promise<string> {
  const world =
    composition.id === 'article-torture' ? tortureWorld : {readAsset: async () => new Uint8Array()}
  const [file] = await markdownExporter.export(composition, markdownExporter.defaults, world)
  return new TextDecoder().decode(file?.bytes)
}

describe('the Markdown export', () => {
  it('is one of the exporters', () => {
    expect(exporters).toContain(markdownExporter)
  })

  it('gives exactly these bytes; a change of them needs a new version of the exporter', async () => {
    await expect(await write(published())).toMatchFileSnapshot('expected/article.md')
  })

  it('gives the pages of the site, too', async () => {
    for (const page of sitePages()) {
      const {front, sections} = readArticle(await write(page))
      expect(front).toMatchObject({page: page.page, title: page.title})
      expect(sections.map(({heading}) => heading)).toEqual(page.outline.map(({title}) => title))
    }
  })
})

describe('the front matter', () => {
  it('has every text as it was written, whatever it holds', async () => {
    const torture = await publishTorture({unprintable: true})
    const {front} = readArticle(await write(torture))
    expect(front).toMatchObject({
      title: torture.title,
      summary: torture.summary,
      keyPoints: torture.keyPoints,
      authors: torture.authors,
      related: torture.related,
      notices: torture.notices,
      expertQuote: torture.expertQuote,
      collections: torture.collections,
    })
    expect(front['sources']).toHaveLength(80)
  })

  it('names the file of a picture only where it may go to publishers', async () => {
    const {front} = readArticle(await write(await publishTorture()))
    const figures = front['figures'] as Array<{id: string; file?: string; alt: string}>
    const without = figures.filter(({file}) => file === undefined)
    expect(without.map(({id}) => id)).toEqual(['figure-dot', 'figure-old'])
    for (const {alt} of without) expect(alt).toMatch(/^Picture /)
  })

  it('names who signed, and the digest of the edition', async () => {
    const {front} = readArticle(await write(published()))
    expect(front['edition']).toMatchObject({
      id: 'edition.article-1.2',
      number: 2,
      digest: 'cd'.repeat(32),
      signOffs: [{signer: 'ada'}, {signer: 'eve'}, {signer: 'ada'}],
    })
  })
})

describe('hostile content', () => {
  it.each([
    ['of the torture article', () => publishTorture({unprintable: true})],
    ['in every field', async () => composeHostile()],
  ])('%s is text: no markup, picture or address comes of it', async (_name, make) => {
    const {root} = readArticle(await write(await make()))
    const strange: string[] = []
    visit(root, (node) => {
      const isMarkup = /^(?:html|image|imageReference|code|inlineCode|definition|footnote)/.test(
        node.type,
      )
      if (isMarkup) strange.push(node.type)
      if (node.type === 'link' && !/^(?:https?:|mailto:|\.\.\/)/.test(node.url))
        strange.push(node.url)
      if (node.type.endsWith('Directive') && 'name' in node && !ours.has(node.name)) {
        strange.push(node.name)
      }
    })
    expect(strange).toEqual([])
  })
})

const ours = new Set(
  (
    'cite source term article sub sup em strong text figure related lead-figure section note ' +
    'warning urgent quote table row cell banners summary byline key-points expert-quote terms ' +
    'sources about related-articles disclaimer'
  ).split(' '),
)
