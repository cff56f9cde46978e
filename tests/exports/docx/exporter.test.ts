import {strFromU8, unzipSync} from 'fflate'
import {parseXml} from '@rgrove/parse-xml'
import {describe, expect, it} from 'vitest'

import type {Composition} from '#pipeline'

import {drawPng} from '../../../cli/export/draw-png.ts'
import {docxExporter} from '../../../exports/formats/docx/exporter.ts'
import {fixtureWorld, richComposition} from '../fixtures/composition.ts'
import {payloads, poison} from '../fixtures/hostile.ts'

const world = {
  ...fixtureWorld,
  toPng: async (sha256: string, width: number) =>
    drawPng(await fixtureWorld.readAsset(sha256), width),
}

async function make(changes: Partial<Composition> = {}): Promise<Uint8Array> {
  const [file] = await docxExporter.export(richComposition(changes), docxExporter.defaults, world)
  return file!.bytes
}

function partsOf(bytes: Uint8Array): Record<string, string> {
  const files = Object.entries(unzipSync(bytes))
  return Object.fromEntries(files.map(([path, content]) => [path, strFromU8(content)]))
}

describe('the DOCX export', () => {
  it('gives equal bytes for equal compositions, whatever was made before', async () => {
    const first = await make()
    await make({title: 'Another'})
    expect(await make()).toEqual(first)
  })

  it('gives exactly this text', async () => {
    const {'word/document.xml': body} = partsOf(await make())
    const lines = [...body!.matchAll(/<w:p\b.*?<\/w:p>/gs)].map(([paragraph]) => {
      const style = /<w:pStyle w:val="([^"]+)"/.exec(paragraph)?.[1] ?? '-'
      const text = [...paragraph.matchAll(/<w:t\b[^>]*>([^<]*)/g)].map(([, words]) => words)
      return `${style}: ${text.join('')}`
    })
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('expected/document.txt')
  })

  it('has no comments, and times of the approval alone', async () => {
    const parts = partsOf(await make())
    const {'docProps/core.xml': core} = parts
    expect(core).toMatch(/created[^>]*>2026-03-02T09:00:00Z</)
    expect(core).toMatch(/modified[^>]*>2026-03-03T23:30:00Z</)
    expect(parts['word/document.xml']).not.toContain('commentRange')
  })

  it('holds no character that XML cannot have', async () => {
    const parts = partsOf(await make({title: 'A\uFFFE\uFFFF\u000BZ', summary: '\uFFFF'}))
    const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u
    const xml = Object.entries(parts).filter(([path]) => /\.(?:rels|xml)$/.test(path))
    expect(xml.length).toBeGreaterThan(5)
    for (const [path, text] of xml) expect(text, path).not.toMatch(illegal)
    expect(parts['docProps/core.xml']).toContain('A\uFFFD\uFFFDZ')
  })

  it('links citations to their sources, and both ends are there', async () => {
    const {'word/document.xml': body} = partsOf(await make())
    const anchors = [...body!.matchAll(/w:anchor="([^"]+)"/g)].map(([, anchor]) => anchor!)
    expect(anchors.length).toBeGreaterThan(3)
    for (const anchor of anchors) expect(body).toContain(`w:name="${anchor}"`)
  })

  it('marks header rows, which come again on each page', async () => {
    const {'word/document.xml': body} = partsOf(await make())
    expect(body!.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  })

  it('gives pictures their text alternatives and withholds those that may not be syndicated', async () => {
    const {'word/document.xml': body} = partsOf(await make())
    expect(body).toContain('descr="Drawing of a knee joint with a pale area in the shin bone"')
    expect(body).toContain('Image not shown here.')
  })

  it('writes right to left where the language does', async () => {
    const {'word/document.xml': body} = partsOf(await make({language: 'ar', direction: 'rtl'}))
    expect(body).toContain('<w:bidi/>')
  })

  it('refuses a picture that it cannot convert', async () => {
    const made = docxExporter.export(richComposition(), docxExporter.defaults, fixtureWorld)
    await expect(made).rejects.toMatchObject({code: 'picture-unconvertible'})
  })

  it('keeps hostile text as text, in parts that parse', async () => {
    const {language, id, slug} = richComposition()
    const hostile = {...poison(richComposition(), payloads.join(' ')), language, id, slug}
    const [file] = await docxExporter.export(hostile, docxExporter.defaults, world)
    const parts = Object.entries(partsOf(file!.bytes)).filter(([path]) =>
      /\.(?:xml|rels)$/.test(path),
    )
    expect(parts.length).toBeGreaterThan(5)
    for (const [, xml] of parts) expect(() => parseXml(xml)).not.toThrow()
    const targets = parts.flatMap(([, xml]) => [
      ...xml.matchAll(
        /TargetMode="External"[^>]*Target="([^"]*)"|Target="([^"]*)"[^>]*TargetMode="External"/g,
      ),
    ])
    for (const [, one, two] of targets) expect(one ?? two).toMatch(/^(?:https?|mailto):/)
  })
})
