import {expect, it} from 'vitest'

import type {ContentSource, RawDocument} from '#pipeline'
import {canonicalJson, compareText, isDocumentType} from '#schemas'

import {manyTerms, type SampleDataset} from './dataset.ts'

/** Hold one way to content, open on a dataset, to what every `ContentSource` promises. */
export function sourceContract(
  sample: () => SampleDataset,
  open: (dataset: SampleDataset) => Promise<ContentSource>,
): void {
  it('gives the documents of our types, drafts too, in order of id', async () => {
    const dataset = sample()
    const source = await open(dataset)
    const documents = await source.documents()
    expect(documents.map(plain)).toEqual(ours(dataset.documents).map(plain))
    expect(documents.filter(({_id}) => _id.startsWith('drafts.')).length).toBeGreaterThan(0)
    await source.close()
  })

  it('leaves out system documents, other products’ documents and content releases', async () => {
    const source = await open(sample())
    const documents = await source.documents()
    expect(documents.filter(({_type}) => !isDocumentType(_type))).toEqual([])
    expect(documents.filter(({_id}) => _id.startsWith('versions.'))).toEqual([])
    await source.close()
  })

  it('gives all of a dataset of many pages, each document once', async () => {
    const dataset = sample()
    const source = await open({...dataset, documents: [...dataset.documents, ...manyTerms(1001)]})
    const ids = (await source.documents()).map(({_id}) => _id)
    expect(ids.filter((id) => id.startsWith('zz-term-'))).toHaveLength(1001)
    expect(ids).toEqual([...new Set(ids)].toSorted(compareText))
    await source.close()
  })

  it('gives the stored bytes of every asset', async () => {
    const dataset = sample()
    const source = await open(dataset)
    await source.documents()
    expect(dataset.assets.size).toBeGreaterThan(5)
    for (const [id, bytes] of dataset.assets) {
      expect(Buffer.compare(await source.asset(id), bytes), id).toBe(0)
    }
    await source.close()
  })

  it('gives assets also before documents were asked for', async () => {
    const dataset = sample()
    const source = await open(dataset)
    const [[id, bytes] = ['', new Uint8Array()]] = dataset.assets
    expect(Buffer.compare(await source.asset(id), bytes)).toBe(0)
    await source.close()
  })

  it.each(['image-0123456789012345678901234567890123456789-1x1-png', '../../etc/passwd', ''])(
    'says that the asset %j is missing',
    async (id) => {
      const source = await open(sample())
      await expect(source.asset(id)).rejects.toMatchObject({
        name: 'SourceError',
        code: 'asset-missing',
      })
      await source.close()
    },
  )
}

function ours(documents: readonly RawDocument[]): RawDocument[] {
  return documents
    .filter(({_id, _type}) => isDocumentType(_type) && !_id.startsWith('versions.'))
    .toSorted((left, right) => compareText(left._id, right._id))
}

/** A document without what a lake adds to it. */
function plain({_rev, _createdAt, _updatedAt, ...document}: RawDocument): string {
  return canonicalJson(document)
}
