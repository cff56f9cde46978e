import {parseXml, XmlElement} from '@rgrove/parse-xml'
import type {XmlDocument} from '@rgrove/parse-xml'
import {describe, expect, it} from 'vitest'

import {epubExporter} from '../../../exports/formats/epub/exporter.ts'
import {fixtureWorld, richComposition} from '../fixtures/composition.ts'
import {payloads, poison} from '../fixtures/hostile.ts'
import {makeBook, textsOf} from './epub.ts'

describe('the EPUB export', () => {
  it('puts the media type first and stores it as it is', async () => {
    const book = await makeBook()
    const head = new TextDecoder('latin1').decode(book.subarray(0, 58))
    expect(head.slice(30)).toBe('mimetypeapplication/epub+zip')
    expect(book[8]).toBe(0)
  })

  it('gives equal bytes for equal compositions', async () => {
    expect(await makeBook()).toEqual(await makeBook())
  })

  it('gives exactly this chapter, contents and catalogue', async () => {
    const texts = textsOf(await makeBook())
    await expect(texts['EPUB/article.xhtml']).toMatchFileSnapshot('expected/article.xhtml')
    await expect(texts['EPUB/nav.xhtml']).toMatchFileSnapshot('expected/nav.xhtml')
    await expect(texts['EPUB/package.opf']).toMatchFileSnapshot('expected/package.opf')
  })

  it('names every link of the contents after something that is there', async () => {
    const texts = textsOf(await makeBook())
    const targets = [...texts['EPUB/nav.xhtml']!.matchAll(/href="article\.xhtml#([^"]+)"/g)]
    expect(targets.length).toBeGreaterThan(5)
    for (const [, id] of targets) expect(texts['EPUB/article.xhtml']).toContain(`id="${id}"`)
  })

  it('holds the pictures that may be syndicated and the words of the others', async () => {
    const texts = textsOf(await makeBook())
    const pictures = Object.keys(texts).filter((path) => path.startsWith('EPUB/assets/'))
    expect(pictures).toHaveLength(1)
    expect(texts['EPUB/article.xhtml']).toContain('class="figure-withheld"')
  })

  it('makes no book of the pages of the site', async () => {
    const board = richComposition({page: 'expert-board'})
    expect(await epubExporter.export(board, epubExporter.defaults, fixtureWorld)).toEqual([])
  })

  it('turns links to other articles into text where the site has no address', async () => {
    const {site} = richComposition()
    const {url: _, ...withoutUrl} = site!
    const texts = textsOf(await makeBook({site: withoutUrl}))
    expect(texts['EPUB/article.xhtml']).not.toContain('data-article=')
    expect(texts['EPUB/article.xhtml']).toContain('See osteoarthritis or')
  })

  it('names no reviewer of a sample and says that it is one', async () => {
    const texts = textsOf(await makeBook({sample: true}))
    expect(texts['EPUB/package.opf']).not.toContain('dc:contributor')
    expect(texts['EPUB/article.xhtml']).toContain('banner-sample')
  })

  it('dates a preview of nothing and calls it a preview', async () => {
    const texts = textsOf(await makeBook({kind: 'preview', approval: null}))
    expect(texts['EPUB/package.opf']).toContain('1980-01-01T12:00:00Z')
    expect(texts['EPUB/package.opf']).not.toContain('<dc:date>')
    expect(texts['EPUB/article.xhtml']).toContain('banner-preview')
  })

  it('keeps hostile text as text', async () => {
    const hostile = poison(richComposition(), payloads.join(' '))
    const [book] = await epubExporter.export(
      {...hostile, language: 'en', id: 'article-x', slug: 'x'},
      epubExporter.defaults,
      fixtureWorld,
    )
    const elements = elementsOf(parseXml(textsOf(book!.bytes)['EPUB/article.xhtml']!))
    expect(elements.length).toBeGreaterThan(50)
    const active = elements.filter(
      ({name, attributes}) =>
        /^(?:script|iframe|object|embed|form|input|base|svg|style|video)$/.test(name) ||
        Object.keys(attributes).some((attribute) => /^(?:on|style|srcdoc)/.test(attribute)) ||
        !/^(?:$|#|https?:|mailto:|style\.css$)/.test(attributes['href'] ?? ''),
    )
    expect(active).toEqual([])
  })
})

function elementsOf(node: XmlDocument | XmlElement): XmlElement[] {
  return node.children.flatMap((child) =>
    child instanceof XmlElement ? [child, ...elementsOf(child)] : [],
  )
}
