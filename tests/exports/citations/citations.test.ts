import {Cite} from '@citation-js/core'
import {beforeAll, describe, expect, it} from 'vitest'

import {citationsExporter, exporters} from '#exports'
import {citationToCsl} from '#schemas'

import {publishTorture, tortureWorld} from '../../articles/torture/torture.ts'
import {published} from '../json/make.ts'
import {parseRis} from './parse-ris.ts'

const files = async (composition = published()) => {
  const artifacts = await citationsExporter.export(composition, {}, tortureWorld)
  return Object.fromEntries(
    artifacts.map(({path, bytes}) => [path, new TextDecoder().decode(bytes)]),
  ) as Record<string, string>
}

describe('the citation files', () => {
  it('are of one exporter, four of them', async () => {
    expect(exporters).toContain(citationsExporter)
    expect(Object.keys(await files())).toEqual([
      'citations.json',
      'citations.ris',
      'citations.bib',
      'citations.nlm.xml',
    ])
  })

  it('give exactly these bytes; a change of them needs a new version of the exporter', async () => {
    for (const [path, text] of Object.entries(await files())) {
      await expect(text).toMatchFileSnapshot(`expected/${path}`)
    }
  })

  it('are none where nothing is cited', async () => {
    expect(await files(published({references: []}))).toEqual({})
  })

  it('have CSL-JSON for each source, in the order of their numbers', async () => {
    const torture = await publishTorture()
    const {'citations.json': json = ''} = await files(torture)
    expect(JSON.parse(json)).toEqual(
      torture.references.map(({citation}) => citationToCsl(citation)),
    )
  })
})

describe('RIS', () => {
  it('has a record for each source, whatever its texts hold', async () => {
    const torture = await publishTorture()
    const {'citations.ris': ris = ''} = await files(torture)
    const records = parseRis(ris)
    expect(records.map(({ID}) => ID?.[0])).toEqual(
      torture.references.map(({citation}) => citation._id),
    )
    for (const [index, {citation}] of torture.references.entries()) {
      const record = records[index]!
      expect(record['TI']).toEqual([citation.title.replaceAll(/\s+/g, ' ')])
      expect(record['DO']).toEqual(citation.doi === undefined ? undefined : [citation.doi])
      expect(record['AN']).toEqual(citation.pmid === undefined ? undefined : [citation.pmid])
    }
  })

  it('has first and last page apart, and the whole of a short last page', async () => {
    const {references} = await publishTorture()
    const {'citations.ris': ris = ''} = await files(await publishTorture())
    const records = parseRis(ris)
    const pagesOf = (pages: string) => {
      const index = references.findIndex(({citation}) => citation.pages === pages)
      return [records[index]?.['SP']?.[0], records[index]?.['EP']?.[0]]
    }
    expect(pagesOf('819-830')).toEqual(['819', '830'])
    expect(pagesOf('819–30')).toEqual(['819', '830'])
    expect(pagesOf('e12-e15')).toEqual(['e12', 'e15'])
    expect(pagesOf('S1-3, 7, 9-11')).toEqual(['S1-3, 7, 9-11', undefined])
  })

  it('lets no text begin a line or a record', async () => {
    const [first] = published().references
    const citation = {...first!.citation, title: 'a\r\nER  - \r\n\r\nTY  - BOOK\u2028TI  - b'}
    const {'citations.ris': ris = ''} = await files(
      published({references: [{...first!, citation}]}),
    )
    expect(parseRis(ris)).toHaveLength(1)
  })
})

describe('BibTeX, as citation-js reads it', () => {
  beforeAll(async () => {
    await import('@citation-js/plugin-bibtex')
  })

  it('is every source, with its title, people and identifiers', async () => {
    const torture = await publishTorture()
    const {'citations.bib': bib = ''} = await files(torture)
    const read = new Cite(bib).data as Array<Record<string, unknown>>
    expect(read).toHaveLength(80)
    for (const [index, {citation}] of torture.references.entries()) {
      const work = read[index]!
      expect(plain(work['title'])).toBe(plain(citation.title))
      expect(work['DOI']).toBe(citation.doi)
      if (citation.moreAuthors) continue
      const names = (work['author'] ?? []) as Array<{family?: string; literal?: string}>
      expect(names).toHaveLength(citation.authors?.length ?? 0)
    }
  })

  it('gives each entry a key of its own', async () => {
    const [one] = published().references
    const twins = ['A b', 'a-b', 'A-B'].map((_id) => ({...one!, citation: {...one!.citation, _id}}))
    const {'citations.bib': bib = ''} = await files(published({references: twins}))
    expect([...bib.matchAll(/^@\w+\{(.*),$/gm)].map((match) => match[1])).toEqual([
      'A-b',
      'a-b-2',
      'A-B-3',
    ])
  })

  it('has braces that balance, whatever its texts hold', async () => {
    const {'citations.bib': bib = ''} = await files(await publishTorture({unprintable: true}))
    let open = 0
    for (const character of bib) {
      if (character === '{') open += 1
      if (character === '}') open -= 1
      expect(open).toBeGreaterThanOrEqual(0)
    }
    expect(open).toBe(0)
  })
})

/** Letters and digits alone: BibTeX's readers write markup and blanks in their own way. */
function plain(value: unknown): string {
  return String(value)
    .replaceAll(/<\/?(?:span|i|b|sub|sup)[^>]*>/g, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
