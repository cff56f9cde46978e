import {cpSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {readHistory} from '../../../cli/home/history.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import {openLake} from '../../../cli/lake/open-lake.ts'
import {parseDataset} from '../../../cli/sources/parse-dataset.ts'
import {marrow, now, sampleHome, temporaryFolder} from '../harness.ts'
import {killPoints, runKilled} from '../run-killed.ts'
import {documentsIn, historyIn, toNdjsonHome} from '../store-of.ts'

const clock = () => now
const backups = ['dataset-before-lake.ndjson', 'history-before-lake.ndjson']

/** A sample home as it was before there was a lake. */
async function ndjsonHome(): Promise<string> {
  const home = await sampleHome()
  toNdjsonHome(home)
  return home
}

describe('the take-over of an NDJSON home', () => {
  it('brings every document with who changed it when, and names the files as backups', async () => {
    const home = homeAt({MARROW_HOME: await ndjsonHome()})
    const files = [home.dataset, home.history].map((path) => readFileSync(path))
    const documents = parseDataset(files[0]!, 'dataset.ndjson')
    const recorded = readHistory(home)
    const {store, takenOver, close} = await openLake(home, {clock})
    expect(takenOver).toBe(documents.length)
    store.read('production', (view) => {
      for (const document of documents) {
        expect(view.document(document._id)).toMatchObject(document)
      }
      const changes = view
        .transactions({})
        .flatMap(({author, at, changes}) => changes.map(({id}) => `${at} ${author} ${id}`))
      expect(new Set(changes)).toEqual(
        new Set(recorded.map(({at, author, document}) => `${at} ${author} ${document}`)),
      )
      const [id = ''] = documents.flatMap(({_id, _type}) => (_type === 'article' ? [_id] : []))
      expect(view.documentAt(id, {time: now})).toMatchObject({_id: id})
    })
    await close()
    expect([home.dataset, home.history].some((path) => existsSync(path))).toBe(false)
    expect(backups.map((name) => readFileSync(join(home.dir, name)))).toEqual(files)
  })

  it('happens once: what the lake holds since is not overwritten', async () => {
    const home = homeAt({MARROW_HOME: await ndjsonHome()})
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
    const dir = await ndjsonHome()
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

  it('refuses a dataset that the lake did not come from, and touches neither', async () => {
    const dir = await ndjsonHome()
    const home = homeAt({MARROW_HOME: dir})
    const dataset = readFileSync(home.dataset, 'utf8')
    await (await openLake(home, {clock})).close()
    const other = dataset.split('\n').slice(1).join('\n')
    writeFileSync(home.dataset, other)
    const {exit, error} = await marrow(dir, ['status'])
    expect([exit, error.includes('lake import')]).toEqual([1, true])
    expect(readFileSync(home.dataset, 'utf8')).toBe(other)
    expect(readFileSync(join(dir, backups[0]!), 'utf8')).toBe(dataset)
  })

  it('survives being killed at any write: nothing or everything is there, and the next run goes on', async () => {
    const sample = await ndjsonHome()
    const copy = () => {
      const home = join(temporaryFolder(), 'home')
      cpSync(sample, home, {recursive: true})
      return home
    }
    const whole = copy()
    const {exit, steps, error} = await runKilled(whole, ['status'])
    expect([exit, steps.length > 50], error).toEqual([0, true])
    const expected = [documentsIn(whole), historyIn(whole)]
    for (const point of killPoints(steps, /^renameSync .*(dataset|history)\.ndjson$/)) {
      const home = copy()
      expect((await runKilled(home, ['status'], point)).signal).toBe('SIGKILL')
      const after = await marrow(home, ['status'])
      expect(after.exit, `${point}: ${after.error}`).toBe(0)
      expect([documentsIn(home), historyIn(home)], `${point}`).toEqual(expected)
      const left = readdirSync(home).filter((name) => name.endsWith('.ndjson'))
      expect(left.toSorted(), `${point}`).toEqual([...backups, 'ledger.ndjson'].toSorted())
    }
  }, 600_000)

  it('of a dataset that is damaged is refused with its line, and leaves no lake behind that is empty', async () => {
    const dir = await ndjsonHome()
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
