import {unzipSync} from 'fflate'
import {describe, expect, it} from 'vitest'

import {exporters, type World} from '#exports'
import type {Composition} from '#pipeline'

import {richComposition} from '../fixtures/composition.ts'
import {printWorld} from './pdf/make-pdf.ts'
import {readPdf} from './pdf/read-pdf.ts'

/** What goes to readers as it is; JSON and citation files have fields instead. */
const words = [
  'Released under an emergency sign-off',
  'Review overdue',
  'Expression of concern (Safety), March 9, 2026',
  'One source is in doubt.',
]

const marked: Partial<Composition> = {
  approval: {...richComposition().approval!, emergency: true, overdue: true},
  notices: [
    {
      kind: 'correction',
      update: 'expression_of_concern',
      severity: 'safety',
      text: 'One source is in doubt.',
      at: '2026-03-05T08:00:00.000Z',
      effective: '2026-03-09T08:00:00.000Z',
      edition: 'edition.article-bme-knee.2',
    },
  ],
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const world: World = {...printWorld, toPng: async () => pixel}

/** The text of an export. White space does not count. */
async function textOf(name: string): Promise<string> {
  const exporter = exporters.find((one) => one.name === name)!
  const artifacts = await exporter.export(richComposition(marked), exporter.defaults, world)
  const texts = await Promise.all(artifacts.map(({path, bytes}) => readText(path, bytes)))
  return bare(texts.join('\n'))
}

async function readText(path: string, bytes: Uint8Array): Promise<string> {
  if (path.endsWith('.pdf')) return (await readPdf(bytes)).root.text
  const isZip = /\.(?:epub|docx)$/.test(path)
  const files = isZip ? Object.values(unzipSync(bytes)) : [bytes]
  return files.map((file) => new TextDecoder().decode(file)).join('\n')
}

/** Without markup, too. */
function bare(text: string): string {
  return text.replaceAll(/<[^>]*>|\*|\s+/g, '')
}

describe('An emergency, an overdue review and a correction with its update type', () => {
  it.each(['html', 'pdf', 'epub', 'docx', 'icml', 'jats', 'text', 'markdown'])(
    'are shown as %s',
    async (name) => {
      const text = await textOf(name)
      for (const line of words) expect(text).toContain(bare(line))
    },
  )

  it('are fields of the JSON', async () => {
    const json = exporters.find(({name}) => name === 'json')!
    const artifacts = await json.export(richComposition(marked), json.defaults, world)
    const article: unknown = JSON.parse(new TextDecoder().decode(artifacts[0]!.bytes))
    expect(article).toMatchObject({
      edition: {emergency: true},
      dates: {overdue: true},
      notices: [
        {
          update: 'expression_of_concern',
          severity: 'safety',
          effective: '2026-03-09T08:00:00.000Z',
          text: 'One source is in doubt.',
        },
      ],
    })
  })
})
