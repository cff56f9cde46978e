import {parseXml, type XmlElement} from '@rgrove/parse-xml'
import {describe, expect, it} from 'vitest'

import {exporters, jatsExporter} from '#exports'

import {publishTorture, tortureWorld} from '../../articles/torture/torture.ts'
import {naughty} from '../../articles/torture/naughty.ts'
import {composeHostile} from '../fixtures/hostile-content.ts'
import {all, wordsOf} from '../formats/same-text/xml-words.ts'
import {published, sitePages} from '../json/make.ts'
import {writeJats} from './articles.ts'

const write = async (...args: Parameters<typeof writeJats>) =>
  (await writeJats(...args))['article.jats.xml'] ?? ''

const rootOf = (xml: string) => parseXml(xml).root as XmlElement

const words = (root: XmlElement, name: string) =>
  all(root, name).map((element) => wordsOf(element, () => false))

describe('the JATS export', () => {
  it('is one of the exporters', () => {
    expect(exporters).toContain(jatsExporter)
  })

  it('gives exactly these bytes; a change of them needs a new version of the exporter', async () => {
    await expect(await write(published())).toMatchFileSnapshot('expected/article.jats.xml')
  })

  it('gives equal bytes for equal articles', async () => {
    expect(await write(await publishTorture())).toBe(await write(await publishTorture()))
  })

  it('gives one file a version, and the pictures that may go to publishers', async () => {
    const artifacts = await jatsExporter.export(
      await publishTorture(),
      {...jatsExporter.defaults, versions: ['1.4', '1.3']},
      tortureWorld,
    )
    const paths = artifacts.map(({path}) => path)
    expect(paths.slice(0, 2)).toEqual(['article.jats.xml', 'article.jats13.xml'])
    expect(paths.slice(2)).toHaveLength(6)
  })

  it('has nothing to say of the pages of the site', async () => {
    for (const page of sitePages()) {
      expect(await jatsExporter.export(page, jatsExporter.defaults, tortureWorld)).toEqual([])
    }
  })
})

describe('the front matter', () => {
  it('names authors, and who signed as what', async () => {
    const root = rootOf(await write(published()))
    const people = all(root, 'contrib').map((contrib) => [
      contrib.attributes['contrib-type'],
      ...words(contrib, 'string-name'),
      ...words(contrib, 'role'),
    ])
    expect(people).toEqual([
      ['author', 'Ada Sample'],
      ['reviewer', 'Ada Sample', 'Medically reviewed by'],
      ['editor', 'Eve Sample', 'Edited by'],
    ])
    expect(words(root, 'author-notes')).toEqual(['Ada Sample: None.'])
  })

  it('says of samples that nobody reviewed them', async () => {
    const root = rootOf(await write(published({sample: true})))
    expect(words(root, 'role')).not.toContain('Medically reviewed by')
    expect(words(root, 'notes').join(' ')).toContain('not reviewed by a physician')
    expect(words(root, 'meta-name')).not.toContain('marrow-last-reviewed')
  })

  it('dates the article by its signatures, and keeps what became of it', async () => {
    const root = rootOf(await write(published()))
    expect(all(root, 'pub-date').map((date) => date.attributes['iso-8601-date'])).toEqual([
      '2026-11-21',
    ])
    expect(all(root, 'event').map((event) => event.attributes['event-type'])).toEqual([
      'sealed',
      'medical-review',
      'editorial-review',
      'medical-review',
      'erratum',
    ])
  })

  it('links a notice to the edition that it is about', async () => {
    const root = rootOf(await write(published()))
    const [notice] = all(root, 'notes').flatMap((notes) => all(notes, 'sec'))
    expect(notice?.attributes).toMatchObject({'sec-type': 'erratum', 'specific-use': 'editorial'})
    expect(all(notice!, 'related-object')[0]?.attributes).toMatchObject({
      'document-id': 'edition.article-1.1',
      'document-id-type': 'edition',
    })
  })

  it('takes the journal of the options, and with an ISSN the publishing DTD', async () => {
    const journal = {id: 'knees', title: 'Journal of Knees', issn: '1234-5679'}
    expect(await write(published(), {journal})).toContain('Journal Publishing DTD v1.4')
    expect(await write(published())).toContain('Journal Archiving and Interchange DTD v1.4')
  })
})

describe('the body', () => {
  it('has the health aspect of a section as its type', async () => {
    const root = rootOf(await write(published()))
    expect(all(root, 'sec')[1]?.attributes).toMatchObject({id: 's-why', 'sec-type': 'causes'})
  })

  it('leads from each citation to its source', async () => {
    const root = rootOf(await write(await publishTorture()))
    const ids = new Set(all(root, 'ref').map((ref) => ref.attributes['id']))
    const places = all(root, 'xref').filter((xref) => xref.attributes['ref-type'] === 'bibr')
    expect(ids.size).toBe(80)
    expect(places.length).toBeGreaterThan(90)
    expect(places.filter((xref) => !ids.has(xref.attributes['rid'] ?? ''))).toEqual([])
  })

  it('puts the text alternative in the place of a picture without rights', async () => {
    const root = rootOf(await write(await publishTorture()))
    const withheld = all(root, 'fig').filter((fig) => all(fig, 'graphic').length === 0)
    expect(withheld.length).toBe(3)
    for (const fig of withheld) expect(words(fig, 'p').join()).toContain('Image not shown here')
  })
})

describe('hostile content', () => {
  it('is text, whatever it looks like', async () => {
    const xml = await write(await publishTorture())
    const text = wordsOf(rootOf(xml), () => false)
    for (const each of naughty) expect(text).toContain(each)
    expect(xml.match(/<!ENTITY|<!\[CDATA\[|<script/g)).toBeNull()
  })

  it('refers to nothing but pictures of the export, web pages and mail addresses', async () => {
    for (const article of [composeHostile(), await publishTorture({unprintable: true})]) {
      const root = rootOf(await write(article))
      const links = ['graphic', 'ext-link', 'license', 'related-object', 'self-uri']
        .flatMap((name) => all(root, name))
        .flatMap((element) => element.attributes['xlink:href'] ?? [])
      expect(links.length).toBeGreaterThan(2)
      expect(links.filter((link) => !/^(?:assets\/|https?:|mailto:|[^:/]+\/$)/.test(link))).toEqual(
        [],
      )
    }
  })

  it('has no character that XML cannot hold', async () => {
    const xml = await write(await publishTorture({unprintable: true}))
    // oxlint-disable-next-line no-control-regex -- these are what XML has no place for
    expect(xml).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/)
    expect(xml).toContain('control \uFFFD')
  })
})
