import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {restoreStore} from '../../../lake/store/backup.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import type {Store} from '../../../lake/store/store.ts'
import {document, save} from './store-contract.ts'

let dir: string
let store: Store
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-backup-'))
  store = openSqliteStore(join(dir, 'store.db'))
  store.createDataset('production')
})
afterEach(() => {
  store.close()
  rmSync(dir, {recursive: true, force: true})
})

/** What a store holds, in one value. */
function contents(of: Store): unknown {
  return of.read('production', (view) => [
    view.candidates({where: {kind: 'all'}}),
    view.transactions({}),
  ])
}

describe('a backup', () => {
  it('holds all that was there, and restores to the same', async () => {
    for (let i = 0; i < 50; i += 1) save(store, document(`d${i % 7}`, `r${i}`, {i}))
    store.accounts.putUser({id: 'a', name: 'A', email: 'a@x', roles: [], disabled: false})
    await store.backup(join(dir, 'backup.db'))
    await restoreStore(join(dir, 'backup.db'), join(dir, 'restored.db'))
    const restored = openSqliteStore(join(dir, 'restored.db'))
    expect(contents(restored)).toEqual(contents(store))
    expect(restored.accounts.users()).toEqual(store.accounts.users())
    restored.close()
  })

  it('made under load holds a whole prefix of the transactions', async () => {
    const fill = 'x'.repeat(20_000)
    for (let i = 0; i < 200; i += 1) save(store, document(`d${i}`, `r${i}`, {fill}))
    const state = {isDone: false}
    let written = 200
    const backup = store.backup(join(dir, 'backup.db')).finally(() => (state.isDone = true))
    while (!state.isDone && written < 5000) {
      save(store, document(`d${written % 300}`, `r${written}`, {written}))
      written += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
    await backup
    const copy = openSqliteStore(join(dir, 'backup.db'))
    const list = copy.read('production', (view) => view.transactions({}))
    expect(list.length).toBeGreaterThanOrEqual(200)
    expect(list.map(({id}) => id)).toEqual(list.map((_, i) => `r${i}`))
    const newest = new Map(list.flatMap(({changes}) => changes.map(({id, after}) => [id, after])))
    const documents = copy.read('production', (view) => view.candidates({where: {kind: 'all'}}))
    expect(documents).toHaveLength(newest.size)
    for (const found of documents) expect(found).toEqual(newest.get(found._id))
    copy.close()
  })

  it('never takes the place of a file', async () => {
    const taken = join(dir, 'taken.db')
    writeFileSync(taken, 'mine')
    await expect(store.backup(taken)).rejects.toMatchObject({code: 'store-exists'})
    await store.backup(join(dir, 'backup.db'))
    await expect(restoreStore(join(dir, 'backup.db'), taken)).rejects.toMatchObject({
      code: 'store-exists',
    })
    writeFileSync(join(dir, 'moved.db-wal'), 'the last transactions of a store that was moved away')
    await expect(restoreStore(join(dir, 'backup.db'), join(dir, 'moved.db'))).rejects.toMatchObject(
      {code: 'store-exists'},
    )
  })

  it('that is missing or damaged is not restored', async () => {
    const target = join(dir, 'restored.db')
    await expect(restoreStore(join(dir, 'none.db'), target)).rejects.toMatchObject({
      code: 'store-missing',
    })
    writeFileSync(join(dir, 'bad.db'), 'no database at all '.repeat(100))
    await expect(restoreStore(join(dir, 'bad.db'), target)).rejects.toMatchObject({
      code: 'store-damaged',
    })
    expect(() => rmSync(target)).toThrow(/ENOENT/)
  })
})
