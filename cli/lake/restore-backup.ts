import {createHash, randomBytes} from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {Transform} from 'node:stream'
import {pipeline} from 'node:stream/promises'

import {extract} from 'tar-stream'

import {takeFolderLock} from '#exports'
import {JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import {syncPath} from '../home/durable.ts'
import {isCode} from '../home/is-code.ts'
import {appendToLedger, readLedger} from '../home/ledger-file.ts'
import type {Home} from '../home/paths.ts'
import {homeFiles, type Manifest} from './backup.ts'
import {eraseAgain} from './erase-documents.ts'
import {lakeHomeOf} from './lake-home.ts'

/** What a restore did. */
export interface Restored {
  at: string
  files: number
  /** Where the store of before lies now; null where there was none. */
  before: string | null
  /** What was erased since the backup, and is again. */
  erased: string[]
}

/**
 * Put a backup in the place of a home's lake, which must not run. Hold the home's lock.
 *
 * Everything is unpacked beside and checked against the manifest first. The store of before is kept
 * under another name; a ledger and a trust file that the home has stay, since memory must not go
 * back. The ledger hears of the restore, and what it says was erased is erased again.
 *
 * @throws `data` when the backup is damaged; then nothing has changed.
 */
export async function restoreBackup(home: Home, path: string, at: string): Promise<Restored> {
  if (!existsSync(path)) throw new CommandError('not-found', `There is no backup at ${path}`)
  const lakeHome = lakeHomeOf(home)
  mkdirSync(lakeHome.dir, {recursive: true, mode: 0o700})
  const lock = await takeFolderLock(lakeHome.dir, 'running the lake of this home')
  const staging = join(lakeHome.dir, `.restore-${randomBytes(4).toString('hex')}`)
  try {
    mkdirSync(staging, {mode: 0o700})
    const found = await unpack(path, staging)
    const manifest = readManifest(path, join(staging, 'manifest.json'))
    checkFiles(path, manifest, found)
    const {restoreStore} = await import('#lake')
    const fresh = join(staging, 'fresh.sqlite')
    await restoreStore(join(staging, 'lake.sqlite'), fresh)
    placeFiles(home, manifest, staging)
    await recordRestore(home, manifest, at)
    // Before it is in its place: a process that is killed here brings nothing back.
    const erased = await eraseErased(home, fresh, at)
    const before = moveAway(lakeHome.store, manifest)
    renameSync(fresh, lakeHome.store)
    syncPath(lakeHome.dir)
    return {at: manifest.at, files: manifest.files.length, before, erased}
  } finally {
    rmSync(staging, {recursive: true, force: true})
    await lock.release()
  }
}

interface Unpacked {
  sha256: string
  bytes: number
}

/** Unpack the files that a backup may hold; nothing else has a place to go. */
async function unpack(path: string, staging: string): Promise<Map<string, Unpacked>> {
  const found = new Map<string, Unpacked>()
  for (const folder of ['assets', 'roots', 'statements']) mkdirSync(join(staging, folder))
  const archive = extract()
  const reading = pipeline(createReadStream(path), archive)
  // Awaited below: until then, a fault of the tar must not end the process.
  reading.catch(() => undefined)
  try {
    for await (const entry of archive) {
      const {name, type} = entry.header
      if (type !== 'file' || !isOurs(name) || found.has(name)) {
        throw damaged(path, `${JSON.stringify(name)} does not belong in a backup`)
      }
      const hash = createHash('sha256')
      let bytes = 0
      const counted = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk)
          bytes += chunk.length
          done(null, chunk)
        },
      })
      await pipeline(
        entry,
        counted,
        createWriteStream(join(staging, name), {flags: 'wx', mode: 0o600}),
      )
      found.set(name, {sha256: hash.digest('hex'), bytes})
    }
    await reading
  } catch (error) {
    await reading.catch(() => undefined)
    if (error instanceof CommandError || isCode(error, 'ENOSPC')) throw error
    throw damaged(path, 'it is not a whole tar', error)
  }
  return found
}

function isOurs(name: string): boolean {
  return (
    /^assets\/[0-9a-f]{40}(-\d+x\d+)?\.[a-z0-9]{1,8}$/.test(name) ||
    /^(roots\/(1\.pub|\d{1,6}\.ndjson)|statements\/statement\.[0-9a-f]{32}\.json)$/.test(name) ||
    /^(lake\.sqlite|manifest\.json|ledger\.ndjson|trust\.dsse\.json|root\.pub|source-checks\.json)$/.test(
      name,
    )
  )
}

function readManifest(path: string, file: string): Manifest {
  try {
    const value = parseStrictJson(readFileSync(file, 'utf8'), {name: 'manifest.json'})
    const manifest = value as Manifest
    if (manifest.format === 1 && Array.isArray(manifest.files) && typeof manifest.at === 'string') {
      return manifest
    }
  } catch (error) {
    if (!(error instanceof JsonError) && !isCode(error, 'ENOENT')) throw error
  }
  throw damaged(path, 'it has no manifest that this version of Marrow reads')
}

function checkFiles(path: string, manifest: Manifest, found: ReadonlyMap<string, Unpacked>): void {
  for (const {path: name, sha256, bytes} of manifest.files) {
    const file = found.get(name)
    if (file?.sha256 !== sha256 || file.bytes !== bytes) {
      throw damaged(path, `${name} is missing or altered`)
    }
  }
  const known = new Set(['manifest.json', ...manifest.files.map((file) => file.path)])
  const extra = [...found.keys()].find((name) => !known.has(name))
  if (extra !== undefined) throw damaged(path, `${extra} is not in its manifest`)
  if (!known.has('lake.sqlite')) throw damaged(path, 'it holds no store')
}

function placeFiles(home: Home, manifest: Manifest, staging: string): void {
  mkdirSync(home.assets, {recursive: true})
  const others = homeFiles(home)
  for (const {path} of manifest.files) {
    if (path === 'lake.sqlite') continue
    const target = others[path] ?? join(home.dir, path)
    // An asset is named by its bytes, and what the home remembers is newer than any backup.
    if (existsSync(target)) continue
    syncPath(join(staging, path))
    mkdirSync(dirname(target), {recursive: true})
    renameSync(join(staging, path), target)
    syncPath(dirname(target))
  }
}

/** Nothing of the lake is replaced without a trace of that. */
async function recordRestore(home: Home, manifest: Manifest, at: string): Promise<void> {
  const store = manifest.files.find(({path}) => path === 'lake.sqlite')
  const event = {event: 'restored' as const, backup: manifest.at, digest: store?.sha256 ?? ''}
  await appendToLedger(home, await readLedger(home), [event], at)
}

async function eraseErased(home: Home, path: string, at: string): Promise<string[]> {
  const {openSqliteStore} = await import('#lake')
  const store = openSqliteStore(path)
  try {
    return await eraseAgain(home, store, at)
  } finally {
    store.close()
  }
}

function moveAway(store: string, {at}: Manifest): string | null {
  if (!existsSync(store)) return null
  const stamp = at.replaceAll(/[^0-9A-Z]/g, '')
  const before = `${store}.before-${stamp}-${randomBytes(3).toString('hex')}`
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(store + suffix)) renameSync(store + suffix, before + suffix)
  }
  return before
}

function damaged(path: string, reason: string, cause?: unknown): CommandError {
  return new CommandError('data', `The backup ${path} cannot be used: ${reason}`, {cause})
}
