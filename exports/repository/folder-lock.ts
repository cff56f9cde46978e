import {randomUUID} from 'node:crypto'
import {link, readFile, rm, stat, utimes, writeFile} from 'node:fs/promises'
import {hostname} from 'node:os'
import {join} from 'node:path'
import {setTimeout as wait} from 'node:timers/promises'

import type {StoreLock} from './artifact-store.ts'
import {RepositoryError} from './repository-error.ts'

/** What the lock file says of its holder. */
interface Holder {
  pid: number
  host: string
  /** UTC instant. */
  started: string
  /** Tells two takings of one process apart. */
  id: string
}

/** How a holder shows that it lives, and how long others look. */
interface LockTiming {
  /** How often the holder touches its file. */
  beatMs: number
  /** How long a file may stand untouched while somebody looks at it. */
  watchMs: number
}

/** A dead holder's lock is free within 10 s, whatever the clocks say. */
const usual: LockTiming = {beatMs: 2000, watchMs: 6000}
/** Locks that this process holds: one of its number that it does not hold is of a process before it. */
const held = new Set<string>()
const lockName = '.lock'
const takeoverName = '.lock-takeover'

/**
 * Take the lock of a repository folder: a file that names process, host and start.
 *
 * Its holder touches it all the time. The lock of a process that is gone from this host is taken
 * over at once, one that nobody touches while we look at it for some seconds, too. Only one process
 * can take over at a time, and it reads the lock again first, so that it cannot remove a newer one.
 *
 * @param doing
 *   What its holder does, for whom it keeps out.
 * @throws `RepositoryError` `busy`.
 */
export async function takeFolderLock(
  root: string,
  doing = 'writing this repository',
  timing = usual,
): Promise<StoreLock> {
  const path = join(root, lockName)
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    started: new Date().toISOString(),
    id: randomUUID(),
  }
  held.add(mine.id)
  try {
    if (!(await create(path, mine))) {
      const holder = await readHolder(path)
      if (holder !== undefined && !(await isGone(path, holder, timing))) {
        throw busy(path, holder, doing)
      }
      await takeOver(root, path, mine, {doing, timing})
    }
  } catch (error) {
    held.delete(mine.id)
    throw error
  }
  return heldLock(path, mine, {doing, timing})
}

function heldLock(path: string, mine: Holder, {doing, timing}: Taking): StoreLock {
  const beat = setInterval(() => void touch(path), timing.beatMs)
  beat.unref()
  return {
    async check() {
      const holder = await readHolder(path)
      if (holder?.id !== mine.id) throw busy(path, holder, doing)
    },
    async release() {
      clearInterval(beat)
      held.delete(mine.id)
      const holder = await readHolder(path)
      if (holder?.id === mine.id) await rm(path, {force: true})
    },
  }
}

interface Taking {
  doing: string
  timing: LockTiming
}

async function takeOver(
  root: string,
  path: string,
  mine: Holder,
  {doing, timing}: Taking,
): Promise<void> {
  const guard = join(root, takeoverName)
  if (!(await create(guard, mine))) {
    const other = await readHolder(guard)
    if (other !== undefined && !(await isGone(guard, other, timing))) {
      throw busy(guard, other, doing)
    }
    // Its maker died within the few lines below.
    await rm(guard, {force: true})
    if (!(await create(guard, mine))) throw busy(guard, await readHolder(guard), doing)
  }
  try {
    const holder = await readHolder(path)
    if (holder !== undefined && !(await isGone(path, holder, timing))) {
      throw busy(path, holder, doing)
    }
    await rm(path, {force: true})
    if (!(await create(path, mine))) throw busy(path, await readHolder(path), doing)
  } finally {
    await rm(guard, {force: true})
  }
}

/**
 * Create a lock file with its content in one step; false when there is one.
 *
 * A link to a finished file: nobody can read a lock that does not name its holder yet.
 */
async function create(path: string, holder: Holder): Promise<boolean> {
  const finished = `${path}-${holder.id}`
  try {
    await writeFile(finished, `${JSON.stringify(holder)}\n`, {flag: 'wx', mode: 0o644})
    await link(finished, path)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw new RepositoryError('store-failed', path, 'the lock cannot be written', {cause: error})
  } finally {
    await rm(finished, {force: true})
  }
}

/** Read who holds a lock; undefined when there is none, or none that names its holder. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const holder: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isHolder(holder) ? holder : undefined
  } catch (error) {
    if (isCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined
    throw error
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false
  return (
    'pid' in value &&
    Number.isInteger(value.pid) &&
    'host' in value &&
    typeof value.host === 'string' &&
    'started' in value &&
    typeof value.started === 'string' &&
    'id' in value &&
    typeof value.id === 'string'
  )
}

/** Whether a holder is gone: it is known to be, or its lock stands still while we look at it. */
async function isGone(path: string, holder: Holder, timing: LockTiming): Promise<boolean> {
  if (holder.host === hostname()) {
    if (holder.pid === process.pid) return !held.has(holder.id)
    if (!isRunning(holder.pid)) return true
  }
  const seen = await touchedAt(path)
  // A touch of just now needs no look; a clock that was set only makes us look.
  if (seen !== undefined && Math.abs(Date.now() - seen) < 2 * timing.beatMs) return false
  const end = performance.now() + timing.watchMs
  while (performance.now() < end) {
    await wait(timing.beatMs / 4)
    const now = await touchedAt(path)
    if (now === undefined || now !== seen) return now === undefined
  }
  return (await readHolder(path))?.id === holder.id
}

function isRunning(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !isCode(error, 'ESRCH')
  }
}

async function touchedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** A lock that somebody took away, or a disk that failed, is noticed by `check`. */
async function touch(path: string): Promise<void> {
  const now = new Date()
  await Promise.allSettled([utimes(path, now, now)])
}

function busy(path: string, holder: Holder | undefined, doing: string): RepositoryError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host} since ${holder.started}`
    : 'another process'
  return new RepositoryError('busy', path, `${who} is ${doing}: wait for it`)
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
