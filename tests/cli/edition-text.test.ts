import {expect, it} from 'vitest'

import {editionText} from '../../cli/edition-text.ts'
import {assemble, seal} from '#pipeline'

import {plain} from '../pipeline/approval/sealing/rich-article.ts'
import {drawing, richDocuments} from '../pipeline/approval/sealing/rich-documents.ts'

async function shown(): Promise<string> {
  const documents = richDocuments()
  const article = documents.get('knee')!
  const {children, ...block} = plain('10') as {children?: unknown[]}
  const power = {_key: 'c2', _type: 'span', text: '6', marks: ['sup']}
  const raised = {...block, _key: 'b1', children: [...(children ?? []), power]}
  const sections = article['sections'] as unknown[]
  sections.push({_key: 'sk9', _type: 'section', heading: 'Cells', body: [raised]})
  const {payload} = await seal({
    content: assemble('knee', documents),
    number: 1,
    assets: () => Promise.resolve(drawing),
    contributors: [],
    changeNote: '',
    sealedAt: '2026-03-01T08:00:00.000Z',
  })
  return editionText(payload, 'a'.repeat(64))
}

it('What a signer reads keeps a raised figure apart from its base', async () => {
  const text = await shown()
  expect(text).toContain('10^6')
  expect(text).not.toContain('106')
})

it('What a signer reads tells headings from paragraphs', async () => {
  expect(await shown()).toContain('\n\n## Cells\n10^6')
})

it('What a signer reads has the excerpts under their sources, and the definitions', async () => {
  const text = await shown()
  const [, sources = ''] = text.split('SOURCES')
  expect(sources).toMatch(/1\. Eriksen EF[^\n]*\n {3}p\. 12: "marrow lesions"\n {3}p\. 3: "pain"/)
  expect(text).toContain('magnetic resonance imaging (MRI): Images by magnets.')
})
