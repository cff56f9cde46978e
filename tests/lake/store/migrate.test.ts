import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {DatabaseSync} from 'node:sqlite'
import {fileURLToPath} from 'node:url'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {migrate, migrations} from '../../../lake/store/migrations/migrate.ts'
import type {Migration} from '../../../lake/store/migrations/migration.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'

const program = fileURLToPath(new URL('killed-migration.ts', import.meta.url))

let path: string
let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-migrate-'))
  path = join(dir, 'store.db')
})
afterEach(() => rmSync(dir, {recursive: true, force: true}))

function versionOf(database: DatabaseSync): unknown {
  return database.prepare('PRAGMA user_version').get()?.['user_version']
}

const newest = migrations.length
const later: Migration[] = [
  ...migrations,
  {version: newest + 1, up: (database) => database.exec('CREATE TABLE one (x)')},
  {version: newest + 2, up: (database) => database.exec('CREATE TABLE two (x)')},
]

describe('migrating', () => {
  it('numbers the steps from 1 without gaps', () => {
    expect(migrations.map(({version}) => version)).toEqual(migrations.map((_, i) => i + 1))
  })

  it('brings a store of an earlier version up to date, with its contents', () => {
    const store = openSqliteStore(path)
    store.createDataset('production')
    store.close()
    const database = new DatabaseSync(path)
    migrate(database, path, later)
    expect(versionOf(database)).toBe(newest + 2)
    expect(database.prepare('SELECT name FROM dataset').all()).toEqual([{name: 'production'}])
    database.close()
  })

  it('indexes the documents of a first store, so that they can be counted', () => {
    const first = new DatabaseSync(path)
    migrate(first, path, migrations.slice(0, 1))
    first.exec(`INSERT INTO dataset VALUES ('production')`)
    const insert = first.prepare(`INSERT INTO document
      (dataset, id, published_id, type, rev, created, updated, body)
      VALUES ('production', ?, ?, 'note', 'r', '', '', ?)`)
    insert.run('a', 'a', '{"_id": "a"}')
    insert.run('b', 'b', '{"_id": "b", "_system": {"delete": true}}')
    first.close()
    const store = openSqliteStore(path)
    const counts = store.read('production', (view) => [
      view.countOf({types: ['note']}),
      view.countOf({types: ['note'], layers: ['published']}),
    ])
    expect(counts).toEqual([2, 1])
    store.close()
  })

  it('refuses a store of a later version, and leaves it as it is', () => {
    openSqliteStore(path).close()
    const database = new DatabaseSync(path)
    migrate(database, path, later)
    database.close()
    expect(() => openSqliteStore(path)).toThrow(expect.objectContaining({code: 'store-too-new'}))
    const after = new DatabaseSync(path)
    expect(versionOf(after)).toBe(newest + 2)
    after.close()
  })

  it('refuses a database of another program', () => {
    const database = new DatabaseSync(path)
    database.exec('CREATE TABLE theirs (x)')
    database.close()
    expect(() => openSqliteStore(path)).toThrow(expect.objectContaining({code: 'store-foreign'}))
  })

  it('leaves nothing of a step that fails', () => {
    const database = new DatabaseSync(path)
    const failing: Migration = {
      version: newest + 1,
      up: (connection) => {
        connection.exec('CREATE TABLE one (x)')
        throw new Error('no')
      },
    }
    expect(() => migrate(database, path, [...migrations, failing])).toThrow('no')
    expect(versionOf(database)).toBe(newest)
    migrate(database, path, later)
    expect(versionOf(database)).toBe(newest + 2)
    database.close()
  })

  it.each(['1', '2'])('goes on from the last whole step when it is killed in step %s', (step) => {
    openSqliteStore(path).close()
    const killed = spawnSync(process.execPath, [program, path, step], {encoding: 'utf8'})
    expect(killed.signal, killed.stderr).toBe('SIGKILL')
    const database = new DatabaseSync(path)
    expect(versionOf(database)).toBe(newest + Number(step) - 1)
    migrate(database, path, later)
    expect(versionOf(database)).toBe(newest + 2)
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({integrity_check: 'ok'})
    database.close()
  })
})
