import {expect, it} from 'vitest'

import {emptyContext, sealAsset, type RawDocument} from '#pipeline'

import {loadSampleContent} from '../../../cli/seed/load-content.ts'
import {makePreview} from '../../../studio/preview/make-preview.ts'
import type {PictureStore} from '../../../studio/preview/picture-store.ts'
import type {PreviewJob} from '../../../studio/preview/preview-job.ts'
import {previewMaker} from '../../../studio/preview/preview-maker.ts'
import {renderPreview} from '../../../studio/preview/render-preview.ts'

const nothing = {documents: [], assets: []}

/** A worker that answers in this process when it is told to. */
function slowWorker() {
  const jobs: PreviewJob[] = []
  const target = new EventTarget()
  return {
    jobs,
    start: () =>
      ({
        postMessage: (job: PreviewJob) => jobs.push(job),
        addEventListener: target.addEventListener.bind(target),
        terminate: () => {},
      }) as unknown as Worker,
    answer: (data: unknown) => target.dispatchEvent(new MessageEvent('message', {data})),
    fail: (message: string) => target.dispatchEvent(Object.assign(new Event('error'), {message})),
  }
}

function jobOf(id: string): PreviewJob {
  const root = {_id: id, _type: 'article'}
  return {root, documents: [], assets: [], context: emptyContext, format: 'page'}
}

const result = {pages: [], findings: [], needs: nothing}

it('Only the newest of the jobs that wait is done', async () => {
  const worker = slowWorker()
  const maker = previewMaker(worker.start)
  const made = ['a', 'b', 'c'].map((id) => maker.make(jobOf(id)))
  worker.answer({result, ms: 1})
  worker.answer({result, ms: 2})
  expect(await Promise.all(made)).toEqual([{...result, ms: 1}, null, {...result, ms: 2}])
  expect(worker.jobs.map(({root}) => root._id)).toEqual(['a', 'c'])
})

it('A worker that died is started anew for the next job', async () => {
  const worker = slowWorker()
  let started = 0
  const maker = previewMaker(() => {
    started += 1
    return worker.start()
  })
  const first = maker.make(jobOf('a'))
  worker.fail('out of memory')
  await expect(first).rejects.toThrow('out of memory')
  const second = maker.make(jobOf('b'))
  worker.answer({result, ms: 1})
  expect(await second).toMatchObject(result)
  expect(started).toBe(2)
})

it('A preview asks for what it turns out to need, pictures too', async () => {
  const sample = await loadSampleContent()
  const documents = new Map(sample.documents.map((document) => [document._id, document]))
  const asked: string[][] = []
  const pictures: PictureStore = {
    all: async (ids) => {
      asked.push([...ids])
      return Promise.all(
        ids.map(async (id) => ({
          asset: await sealAsset(id, sample.assets.get(id)!),
          url: `blob:${id}`,
        })),
      )
    },
    close: () => {},
  }
  const maker = {
    make: async (job: PreviewJob) => ({...(await renderPreview(job)), ms: 0}),
    close: () => {},
  }
  const root = documents.get('article-bone-marrow-edema-knee')!
  const request = {root, documents, context: emptyContext, format: 'page' as const}
  const made = await makePreview(request, maker, pictures, nothing)
  const html = made?.pages[0]?.html ?? ''
  expect(html).toContain('src="blob:image-')
  expect(html).toContain('img-src blob:;')
  expect(html).not.toMatch(/src="assets\//)
  expect(html).toContain('Eriksen')
  expect(made?.findings.filter(({severity}) => severity === 'fatal')).toEqual([])

  const again = await makePreview(request, maker, pictures, made!.needs)
  expect(again?.pages).toEqual(made?.pages)
  expect(asked.at(-1)).toEqual(made?.needs.assets)
})

it('A draft stands for its document, under its own id', async () => {
  const person: RawDocument = {_id: 'drafts.ada', _type: 'person', name: 'Ada Draft'}
  const documents = new Map([
    ['ada', {...person, _id: 'ada', name: 'Ada'}],
    ['drafts.ada', person],
  ])
  const jobs: PreviewJob[] = []
  const maker = {
    make: (job: PreviewJob) => {
      jobs.push(job)
      return Promise.resolve({...result, needs: {documents: ['ada'], assets: []}, ms: 0})
    },
    close: () => {},
  }
  const pictures: PictureStore = {all: () => Promise.resolve([]), close: () => {}}
  const {root, context, format} = jobOf('a')
  await makePreview({root, documents, context, format}, maker, pictures, nothing)
  expect(jobs.at(-1)?.documents).toEqual([{...person, _id: 'ada'}])
})
