import {parseXml, XmlElement, type XmlDocument} from '@rgrove/parse-xml'
import {describe, expect, it} from 'vitest'

import type {Composition} from '#pipeline'

import {icmlExporter} from '../../../exports/formats/icml/exporter.ts'
import type {IcmlOptions} from '../../../exports/formats/icml/options.ts'
import {fixtureWorld, kneeFigure, richComposition} from '../fixtures/composition.ts'
import {payloads, poison} from '../fixtures/hostile.ts'

async function make(changes: Partial<Composition> = {}, options: Partial<IcmlOptions> = {}) {
  const artifacts = await icmlExporter.export(
    richComposition(changes),
    {...icmlExporter.defaults, ...options},
    fixtureWorld,
  )
  return {artifacts, elements: elementsOf(parse(artifacts[0]!.bytes))}
}

describe('the ICML export', () => {
  it('gives exactly this story, and equal bytes for equal compositions', async () => {
    const {artifacts} = await make()
    expect((await make()).artifacts).toEqual(artifacts)
    const text = new TextDecoder().decode(artifacts[0]!.bytes)
    await expect(text).toMatchFileSnapshot('expected/article.icml')
  })

  it('declares every style that it applies', async () => {
    const {elements} = await make()
    const applied = elements.flatMap(({attributes}) =>
      Object.entries(attributes).flatMap(([name, value]) =>
        /^Applied(?!TOC)\w+Style$/.test(name) && !value.includes('$ID/[') ? value : [],
      ),
    )
    const declared = new Set(elements.flatMap(({attributes}) => attributes['Self'] ?? []))
    expect(new Set(applied).size).toBeGreaterThan(20)
    expect(applied.filter((style) => !declared.has(style))).toEqual([])
  })

  it('gives every element that has one an id of its own', async () => {
    const {elements} = await make()
    const ids = elements.flatMap(({attributes}) => attributes['Self'] ?? [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('ends every link at something that is there', async () => {
    const {elements} = await make()
    const ids = new Set(elements.flatMap(({attributes}) => attributes['Self'] ?? []))
    const links = elements.filter(({name}) => name === 'Hyperlink')
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) {
      expect(ids).toContain(link.attributes['Source'])
      expect(ids).toContain(link.text)
    }
  })

  it('links pictures that may be printed by relative paths, beside the story', async () => {
    const {artifacts, elements} = await make()
    const links = elements.filter(({name}) => name === 'Link')
    const paths = artifacts.slice(1).map(({path}) => `file:${path}`)
    expect(kneeFigure.uses).toContain('print')
    expect(new Set(links.map(({attributes}) => attributes['LinkResourceURI']))).toEqual(
      new Set(paths),
    )
    expect(paths.every((path) => /^file:assets\/[\da-f]{64}\.svg$/.test(path))).toBe(true)
  })

  it('counts rows and columns of tables', async () => {
    const {elements} = await make()
    const table = elements.find(({name}) => name === 'Table')
    expect(table?.attributes).toMatchObject({
      HeaderRowCount: '1',
      BodyRowCount: '3',
      ColumnCount: '3',
    })
    expect(elements.filter(({name}) => name === 'Cell')).toHaveLength(12)
  })

  it("takes a designer's names of styles", async () => {
    const {elements} = await make({}, {styles: {Body: 'Text:Running'}})
    const names = elements.filter(({name}) => name === 'ParagraphStyle')
    const mine = names.find(({attributes}) => attributes['Name'] === 'Text:Running')
    expect(mine?.attributes['Self']).toBe('ParagraphStyle/Text%3aRunning')
    expect(names.map(({attributes}) => attributes['Name'])).not.toContain('Body')
  })

  it('keeps hostile text as text', async () => {
    const {language, id, slug} = richComposition()
    const hostile = {...poison(richComposition(), payloads.join(' ')), language, id, slug}
    const [story] = await icmlExporter.export(hostile, icmlExporter.defaults, fixtureWorld)
    const names = new Set(elementsOf(parse(story!.bytes)).map(({name}) => name))
    const known = new Set((await make()).elements.map(({name}) => name))
    expect([...names].filter((name) => !known.has(name))).toEqual([])
  })
})

function parse(bytes: Uint8Array): XmlDocument {
  return parseXml(new TextDecoder().decode(bytes))
}

function elementsOf(node: XmlDocument | XmlElement): XmlElement[] {
  return node.children.flatMap((child) =>
    child instanceof XmlElement ? [child, ...elementsOf(child)] : [],
  )
}
