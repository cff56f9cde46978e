import {randomUUID} from 'node:crypto'
import {link, readFile, rm, writeFile} from 'node:fs/promises'
import {hostname} from 'node:os'
import {join} from 'node:path'

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

const lockName = '.lock'
const takeoverName = '.lock-takeover'

/**
 * Take the lock of a repository folder: a file that names process, host and start.
 *
 * The lock of a process that is gone from this host is taken over; only one process can do that
 * at a time, and it reads the lock again first, so that it cannot remove a newer one.
 *
 * @param doing
 *   What its holder does, for whom it keeps out.
 * @throws `RepositoryError` `busy`.
 */
export async function takeFolderLock(
  root: string,
  doing = 'writing this repository',
): Promise<StoreLock> {
  const path = join(root, lockName)
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    started: new Date().toISOString(),
    id: randomUUID(),
  }
  if (!(await create(path, mine))) {
    const holder = await readHolder(path)
    if (holder !== undefined && !isGone(holder)) throw busy(path, holder, doing)
    await takeOver(root, path, mine, doing)
  }

  return {
    async check() {
      const holder = await readHolder(path)
      if (holder?.id !== mine.id) throw busy(path, holder, doing)
    },
    async release() {
      const holder = await readHolder(path)
      if (holder?.id === mine.id) await rm(path, {force: true})
    },
  }
}

async function takeOver(root: string, path: string, mine: Holder, doing: string): Promise<void> {
  const guard = join(root, takeoverName)
  if (!(await create(guard, mine))) {
    const other = await readHolder(guard)
    if (other !== undefined && !isGone(other)) throw busy(guard, other, doing)
    // Its maker died within the few lines below.
    await rm(guard, {force: true})
    if (!(await create(guard, mine))) throw busy(guard, await readHolder(guard), doing)
  }
  try {
    const holder = await readHolder(path)
    if (holder !== undefined && !isGone(holder)) throw busy(path, holder, doing)
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

/** A process of another host cannot be asked, so its lock stands. */
function isGone(holder: Holder): boolean {
  if (holder.host !== hostname() || holder.pid <= 0) return false
  try {
    process.kill(holder.pid, 0)
    return false
  } catch (error) {
    return isCode(error, 'ESRCH')
  }
}

function busy(path: string, holder: Holder | undefined, doing: string): RepositoryError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host} since ${holder.started}`
    : 'another process'
  return new RepositoryError(
    'busy',
    path,
    `${who} is ${doing}: wait for it, or delete this file if it is gone for good`,
  )
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
