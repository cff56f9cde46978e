import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {Database} from '../../../lake/store/database.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import type {Store} from '../../../lake/store/store.ts'
import {mount, tryMount, unmount} from './small-disk.ts'
import {document, save} from './store-contract.ts'

const sizes = process.env['MARROW_LONG'] ? [3, 10, 50] : [3]

const canMount = tryMount()

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-full-'))
})
afterEach(() => {
  unmount(dir)
  rmSync(dir, {recursive: true, force: true})
})

/** Write until the disk is full, and give how many documents were acknowledged. */
function fill(store: Store, from = 0): {written: number; error: unknown} {
  const text = 'word '.repeat(4000)
  for (let i = from; i < 20_000; i += 1) {
    try {
      save(store, document(`d${i}`, `r${i}`, {text}))
    } catch (error) {
      return {written: i, error}
    }
  }
  throw new Error('the disk never got full')
}

function check(store: Store, written: number): void {
  const {ids, revisions} = store.read('production', (view) => ({
    ids: view.candidates({where: {kind: 'all'}}).length,
    revisions: view.transactions({}).length,
  }))
  expect([ids, revisions]).toEqual([written, written])
}

describe('a full disk', () => {
  it('refuses writes with 507, goes on reading, and recovers by itself', () => {
    const path = join(dir, 'store.db')
    const database = new Database(path, {maxPages: 400})
    database.close()
    const store = openSqliteStore(path, {maxPages: 400})
    store.createDataset('production')
    const {written, error} = fill(store)
    expect(error).toMatchObject({status: 507, type: 'insufficientStorage'})
    expect(written).toBeGreaterThan(3)
    check(store, written)
    store.close()
    const roomy = openSqliteStore(path)
    save(roomy, document('after', 'after'))
    check(roomy, written + 1)
    roomy.close()
  })

  it.skipIf(!canMount).each(sizes)(
    'of %i MB loses nothing, and is written again once there is room',
    (size) => {
      expect(mount(dir, size)).toBe(true)
      const filler = join(dir, 'filler')
      writeFileSync(filler, new Uint8Array(size * 200_000))
      const path = join(dir, 'store.db')
      const store = openSqliteStore(path)
      store.createDataset('production')
      const {written, error} = fill(store)
      expect(error).toMatchObject({status: 507})
      check(store, written)
      rmSync(filler)
      const after = fill(store, written)
      expect(after.written).toBeGreaterThan(written)
      check(store, after.written)
      store.close()
      const again = new Database(path)
      expect(again.get('PRAGMA integrity_check')).toEqual({integrity_check: 'ok'})
      again.close()
    },
  )
})
