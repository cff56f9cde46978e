import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {Database} from '../../../lake/store/database.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import {document, save, storeContract} from './store-contract.ts'

let dir: string
let count = 0
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-store-'))
})
afterAll(() => rmSync(dir, {recursive: true, force: true}))

/** Give a path of its own for each test. */
function newPath(): string {
  count += 1
  return join(dir, `store-${count}.db`)
}

storeContract('SQLite in memory', () => openSqliteStore(':memory:'))
storeContract('SQLite in a file', () => openSqliteStore(newPath()))

describe('a store in a file', () => {
  it('is durable: write-ahead log, every commit synced', () => {
    const database = new Database(newPath())
    expect(database.get('PRAGMA journal_mode')).toEqual({journal_mode: 'wal'})
    expect(database.get('PRAGMA synchronous')).toEqual({synchronous: 2})
    expect(database.get('PRAGMA foreign_keys')).toEqual({foreign_keys: 1})
    expect(database.get('PRAGMA busy_timeout')).toEqual({timeout: 5000})
    database.close()
  })

  it('is there again after it was closed', () => {
    const path = newPath()
    const first = openSqliteStore(path)
    first.createDataset('production')
    save(first, document('a', 'r1', {n: 1}))
    first.close()
    const second = openSqliteStore(path)
    expect(second.read('production', (view) => view.document('a')?.['n'])).toBe(1)
    second.close()
  })

  it('is never given to two writers at once: the second waits, then is told', () => {
    const path = newPath()
    const first = openSqliteStore(path)
    first.createDataset('production')
    const second = openSqliteStore(path, {busyTimeoutMs: 20})
    first.write('production', () => {
      expect(() => save(second, document('a'))).toThrow(
        expect.objectContaining({status: 503, type: 'storeBusy'}),
      )
      const reading = second.read('production', (view) => view.count())
      expect(reading).toBe(0)
    })
    expect(save(second, document('a'))).toBe(1)
    first.close()
    second.close()
  })

  it('refuses a file that is no store', () => {
    const text = newPath()
    writeFileSync(text, 'not a database, but long enough to look like one '.repeat(20))
    expect(() => openSqliteStore(text)).toThrow(expect.objectContaining({code: 'store-damaged'}))
    expect(() => openSqliteStore(join(dir, 'no/such/folder.db'))).toThrow(
      expect.objectContaining({code: 'store-unopenable'}),
    )
  })
})
