import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, expect, it} from 'vitest'

import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import {document, save} from './store-contract.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true})
})

it('an erased document is in no table, index or byte of the file; others stay as they were', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marrow-erase-'))
  folders.push(folder)
  const path = join(folder, 'lake.sqlite')
  const store = openSqliteStore(path)
  store.createDataset('production')
  for (const rev of ['r1', 'r2', 'r3']) {
    save(store, document('patient', rev, {text: `Zebrafish ${rev}`, link: {_ref: 'other'}}))
    save(store, document('other', `${rev}-o`, {text: `Quagga ${rev}`}))
  }
  store.erase('production', ['patient'], {author: 'ada', at: '2026-11-22T11:00:00Z'})
  store.read('production', (view) => {
    expect(view.document('patient')).toBeUndefined()
    expect(view.referrers('other')).toEqual([])
    expect(view.documentAt('patient', {revision: 'r2'})).toBeNull()
    const states = view.transactions({documents: ['patient']}).flatMap(({changes}) => changes)
    expect(states.map(({before, after}) => [before, after])).toEqual(
      Array.from({length: 4}, () => [null, null]),
    )
    expect(view.transactions({}).map(({author}) => author)).toEqual(Array(7).fill('ada'))
    expect(view.documentAt('other', {revision: 'r2-o'})).toMatchObject({text: 'Quagga r2'})
    const found = (query: string) => view.candidates({where: {kind: 'text', query}})
    expect(found('zebrafish')).toEqual([])
    expect(found('quagga')).toHaveLength(1)
  })
  const bytes = ['', '-wal'].map((suffix) => readFileSync(path + suffix, 'latin1')).join('')
  expect(bytes).toContain('Quagga')
  expect(bytes.toLowerCase()).not.toContain('zebrafish')
  store.close()
})
