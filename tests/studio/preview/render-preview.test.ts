import {describe, expect, it} from 'vitest'

import {htmlExporter} from '#exports/html'
import {assemble, assetIds, compose, emptyContext, sealAsset, type RawDocument} from '#pipeline'

import {loadSampleContent} from '../../../cli/seed/load-content.ts'
import type {PreviewJob} from '../../../studio/preview/preview-job.ts'
import {renderPreview} from '../../../studio/preview/render-preview.ts'

const article = 'article-bone-marrow-edema-knee'
const world = {readAsset: () => Promise.resolve(new Uint8Array())}

async function sampleJob(id = article): Promise<PreviewJob & {byId: Map<string, RawDocument>}> {
  const sample = await loadSampleContent()
  const byId = new Map(sample.documents.map((document) => [document._id, document]))
  const assets = [...sample.assets].map(([asset, bytes]) => sealAsset(asset, bytes))
  return {
    byId,
    root: structuredClone(byId.get(id)!),
    documents: sample.documents,
    assets: await Promise.all(assets),
    context: emptyContext,
    format: 'page',
  }
}

type Fields = Record<string, unknown>

function sectionsOf(job: PreviewJob): Fields[] {
  return job.root['sections'] as Fields[]
}

describe('A preview of an article that could be sealed', () => {
  it.each([
    'article-bone-marrow-edema-knee',
    'article-knee-osteoarthritis',
    'article-osteonecrosis-knee',
    'article-knee-mri',
  ])('is byte for byte the page that an export would make: %s', async (id) => {
    const {byId, ...job} = await sampleJob(id)
    const content = assemble(id, byId)
    const needed = new Set(assetIds(content))
    const assets = job.assets.filter((asset) => needed.has(asset.id))
    const composition = compose({...content, assets}, emptyContext)
    const artifacts = await htmlExporter.export(composition, htmlExporter.defaults, world)
    const page = artifacts.find(({path}) => path === 'index.html')

    const {findings, pages} = await renderPreview(job)
    expect(pages.map(({html}) => html)).toEqual([new TextDecoder().decode(page?.bytes)])
    expect(new Set(findings.map(({reason}) => reason))).toEqual(
      new Set(composition.messages.map(({reason}) => reason)),
    )
  })

  it('names what it needs, whether it was given or not', async () => {
    const job = await sampleJob()
    const {needs} = await renderPreview({...job, documents: [], assets: []})
    expect(needs.documents).toContain('citation-eriksen-2015')
    expect(needs.documents).toContain('person-jordan-sample')
    const {needs: all} = await renderPreview(job)
    expect(all.assets.length).toBeGreaterThan(1)
  })

  it('shows paper without what only a screen shows', async () => {
    const {pages} = await renderPreview({...(await sampleJob()), format: 'print'})
    expect(pages[0]?.html).not.toContain('@media print')
    expect(pages[0]?.html).not.toContain('prefers-color-scheme')
    expect(pages[0]?.html).toContain('max-width:210mm')
  })

  it('shows the JSON that would be delivered, as text', async () => {
    const {pages} = await renderPreview({...(await sampleJob()), format: 'json'})
    const [, text = ''] = /<pre>(.*)<\/pre>/s.exec(pages[0]?.html ?? '') ?? []
    const json = text.replaceAll('&lt;', '<').replaceAll('&amp;', '&')
    expect(JSON.parse(json)).toMatchObject({title: 'Bone marrow edema of the knee'})
  })

  it('shows the fragment with its own style', async () => {
    const {pages} = await renderPreview({...(await sampleJob()), format: 'fragment'})
    expect(pages[0]?.html).toContain('marrow-article')
    expect(pages[0]?.html).toContain('<style>')
  })
})

describe('A preview of an article that is being written', () => {
  it('shows what there is, and names what is missing', async () => {
    const root = {_id: 'new', _type: 'article', language: 'en'}
    const {findings, pages} = await renderPreview({...(await sampleJob()), root})
    expect(pages).toHaveLength(1)
    expect(findings.map(({path}) => path)).toEqual(
      expect.arrayContaining(['title', 'summary', 'authors', 'sections', 'slug']),
    )
    expect(findings.every(({document}) => document === 'new')).toBe(true)
  })

  it('keeps the text of a section that has no heading yet', async () => {
    const job = await sampleJob()
    const section = sectionsOf(job)[0]!
    delete section['heading']
    const {findings, pages} = await renderPreview(job)
    expect(pages[0]?.html).toContain('Inside the ends of your bones')
    expect(findings[0]).toMatchObject({
      severity: 'fatal',
      path: 'sections[_key=="overview"].heading',
    })
  })

  it('leaves out a citation without a source, and says where', async () => {
    const job = await sampleJob()
    const [block] = sectionsOf(job)[0]!['body'] as Fields[]
    const children = block!['children'] as Fields[]
    children.push({_key: 'half', _type: 'citationUse', items: [{_key: 'i', _type: 'citationItem'}]})
    const {findings, pages} = await renderPreview(job)
    expect(pages[0]?.html).toContain('Inside the ends of your bones')
    expect(findings.some(({path}) => path.includes('half'))).toBe(true)
  })

  it('shows an article whose source is not there, and says so', async () => {
    const job = await sampleJob()
    const documents = job.documents.filter(({_id}) => _id !== 'citation-eriksen-2015')
    const {findings, pages} = await renderPreview({...job, documents})
    expect(pages).toHaveLength(1)
    expect(findings.some(({severity}) => severity === 'fatal')).toBe(true)
  })

  it('names the other document that a finding is in', async () => {
    const job = await sampleJob()
    const documents = job.documents.map((document) =>
      document._id === 'citation-eriksen-2015' ? {...document, title: undefined} : document,
    )
    const {findings} = await renderPreview({...job, documents})
    expect(findings).toContainEqual(
      expect.objectContaining({document: 'citation-eriksen-2015', path: 'title'}),
    )
  })

  it('survives values of any wrong kind, in any field', async () => {
    const job = await sampleJob()
    for (const name of Object.keys(job.root).filter((field) => !field.startsWith('_'))) {
      for (const wrong of [null, 7, 'text', [], {}, [{}], [null], [{_key: 'k', _type: 'x'}]]) {
        const root: RawDocument = {...job.root, [name]: wrong}
        const {pages} = await renderPreview({...job, root, documents: [], assets: []})
        expect(pages.length, `${name} ${JSON.stringify(wrong)}`).toBeLessThanOrEqual(1)
      }
    }
  })
})
