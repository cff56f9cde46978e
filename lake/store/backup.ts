import {closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync} from 'node:fs'
import {dirname} from 'node:path'
import {backup, DatabaseSync} from 'node:sqlite'

import {Database} from './database.ts'
import {StoreError} from './store-error.ts'

/** More pages than a database has. */
const allPages = 2 ** 31 - 1

/**
 * Copy a store while it is in use.
 *
 * The copy is one consistent state, checked before it takes its name; it is never half there.
 *
 * @throws {StoreError} `store-exists` where the path is taken, `store-damaged` for a bad copy.
 */
export async function backupDatabase(database: Database, path: string): Promise<void> {
  refuseTaken(path)
  const staged = `${path}.partial`
  rmSync(staged, {force: true})
  // On a connection of its own and in one step: what this process writes meanwhile neither disturbs
  // the copy nor begins it again. The write-ahead log lets writers go on.
  const source = new DatabaseSync(database.connection.location() ?? '', {readOnly: true})
  try {
    await backup(source, staged, {rate: allPages})
    placeWhole(staged, path)
  } finally {
    source.close()
    rmSync(staged, {force: true})
  }
}

/**
 * Put a backup in the place of a store, which must not be there (move the old one away first).
 *
 * @throws {StoreError} When the backup is missing, damaged or from a later Marrow.
 */
export async function restoreStore(from: string, path: string): Promise<void> {
  if (!existsSync(from)) throw new StoreError('store-missing', `There is no backup at ${from}`)
  refuseTaken(path)
  // Beside a store that was moved away this can hold its last transactions.
  refuseTaken(`${path}-wal`)
  rmSync(`${path}-shm`, {force: true})
  const staged = `${path}.partial`
  rmSync(staged, {force: true})
  try {
    const source = new DatabaseSync(from, {readOnly: true})
    try {
      await backup(source, staged)
    } finally {
      source.close()
    }
    placeWhole(staged, path)
  } catch (cause) {
    if (cause instanceof StoreError) throw cause
    throw new StoreError('store-damaged', `${from} is no whole store`, {cause})
  } finally {
    rmSync(staged, {force: true})
  }
}

function refuseTaken(path: string): void {
  if (existsSync(path)) {
    throw new StoreError(
      'store-exists',
      `${path} is there already: move it away, or choose another path`,
    )
  }
}

/** Check a copy, make it durable, and give it its name. */
function placeWhole(staged: string, path: string): void {
  const copy = new Database(staged)
  const faults = copy.all('PRAGMA integrity_check').map((row) => String(row['integrity_check']))
  // In one file: a copy without its write-ahead log would lack what is in there.
  copy.connection.exec('PRAGMA journal_mode = DELETE')
  copy.close()
  if (faults.join() !== 'ok') {
    throw new StoreError('store-damaged', `The copy for ${path} is damaged: ${faults.join('; ')}`)
  }
  syncPath(staged)
  renameSync(staged, path)
  syncPath(dirname(path))
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
