import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {readHistory} from '../../../cli/home/history.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import {openLake} from '../../../cli/lake/open-lake.ts'
import {parseDataset} from '../../../cli/sources/parse-dataset.ts'
import {marrow, now, sampleHome} from '../harness.ts'
import {startLake} from './run-lake.ts'

const clock = () => now

describe('the take-over of an NDJSON home', () => {
  it('brings every document with who changed it when, and leaves the files alone', async () => {
    const dir = await sampleHome()
    const home = homeAt({MARROW_HOME: dir})
    const ndjson = readFileSync(home.dataset)
    const documents = parseDataset(ndjson, 'dataset.ndjson')
    const {store, takenOver, close} = await openLake(home, {clock})
    expect(takenOver).toBe(documents.length)
    store.read('production', (view) => {
      for (const document of documents) {
        expect(view.document(document._id)).toMatchObject(document)
      }
      const changes = view
        .transactions({})
        .flatMap(({author, at, changes}) => changes.map(({id}) => `${at} ${author} ${id}`))
      const recorded = readHistory(home).map(
        ({at, author, document}) => `${at} ${author} ${document}`,
      )
      expect(new Set(changes)).toEqual(new Set(recorded))
      const [id = ''] = documents.flatMap(({_id, _type}) => (_type === 'article' ? [_id] : []))
      expect(view.documentAt(id, {time: now})).toMatchObject({_id: id})
    })
    await close()
    expect(readFileSync(home.dataset).equals(ndjson)).toBe(true)
  })

  it('happens once: what the lake holds since is not overwritten', async () => {
    const home = homeAt({MARROW_HOME: await sampleHome()})
    const first = await openLake(home, {clock})
    first.store.write('production', (tx) => {
      const [document] = tx.candidates({where: {kind: 'type-in', types: ['glossaryTerm']}})
      tx.put({...document!, expansion: 'Changed since'})
    })
    await first.close()
    const second = await openLake(home, {clock})
    expect(second.takenOver).toBe(0)
    const terms = second.store.read('production', (view) =>
      view.candidates({where: {kind: 'type-in', types: ['glossaryTerm']}}),
    )
    expect(terms.map(({expansion}) => expansion)).toContain('Changed since')
    await second.close()
  })

  it('names documents that the home has no record of as unrecorded', async () => {
    const dir = await sampleHome()
    writeFileSync(join(dir, 'history.ndjson'), '')
    const home = homeAt({MARROW_HOME: dir})
    const {store, takenOver, close} = await openLake(home, {clock})
    expect(takenOver).toBeGreaterThan(50)
    const authors = store.read('production', (view) =>
      view.transactions({}).map(({author}) => author),
    )
    expect(new Set(authors)).toEqual(new Set(['unrecorded']))
    await close()
  })

  it('survives being killed at any time: nothing or everything is there, and the next run goes on', async () => {
    const dir = await sampleHome()
    const expected = (await marrow(dir, ['status', '--json'])).json()
    for (const _ of [1, 2, 3]) {
      const lake = await startLake(dir)
      await lake.end('SIGKILL')
      const status = await marrow(dir, ['status', '--source', 'lake', '--json'])
      expect(status.json()).toEqual(expected)
    }
  })

  it('of a dataset that is damaged is refused with its line, and leaves no lake behind that is empty', async () => {
    const dir = await sampleHome()
    const path = join(dir, 'dataset.ndjson')
    const good = readFileSync(path, 'utf8')
    writeFileSync(path, `${good}{"_id":`)
    await expect(openLake(homeAt({MARROW_HOME: dir}), {clock})).rejects.toMatchObject({
      name: 'SourceError',
    })
    writeFileSync(path, good)
    const {takenOver, close} = await openLake(homeAt({MARROW_HOME: dir}), {clock})
    expect(takenOver).toBeGreaterThan(50)
    await close()
  })
})
