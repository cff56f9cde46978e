import {randomBytes} from 'node:crypto'
import {existsSync, mkdirSync, renameSync, rmSync} from 'node:fs'
import {basename, join} from 'node:path'

import {takeFolderLock} from '#exports'

import {syncPath, writeDurably} from '../home/durable.ts'
import type {Home} from '../home/paths.ts'
import {lakeHomeOf} from '../lake/lake-home.ts'

/** A file that is there as long as a seed is not finished. */
function markOf(home: Home): string {
  return join(home.dir, 'seeding')
}

/** Say that a seed begins, in a home that was found to be empty. */
export function beginSeed(home: Home): void {
  writeDurably(
    markOf(home),
    'A seed has begun and not ended: `npm run marrow -- seed` begins anew.\n',
  )
}

export function endSeed(home: Home): void {
  rmSync(markOf(home))
  syncPath(home.dir)
}

/**
 * Put aside what a seed that was killed left, so that another one can begin.
 *
 * @returns The folder that it is in now; null where there was nothing unfinished.
 * @throws `RepositoryError` `busy` while the lake of this home runs.
 */
export async function putUnfinishedAside(home: Home): Promise<string | null> {
  const mark = markOf(home)
  if (!existsSync(mark)) return null
  const {dir} = lakeHomeOf(home)
  mkdirSync(dir, {recursive: true, mode: 0o700})
  const lock = await takeFolderLock(dir, 'running the lake of this home')
  const aside = join(home.dir, `unfinished-seed-${randomBytes(4).toString('hex')}`)
  mkdirSync(aside, {mode: 0o700})
  try {
    // The lake goes first, and the mark last: a process that is killed here leaves a home to begin in.
    for (const path of [dir, home.trust, home.rootKey, home.ledger, home.keys, home.assets, mark]) {
      if (existsSync(path)) renameSync(path, join(aside, basename(path)))
    }
    syncPath(home.dir)
  } finally {
    await lock.release()
    rmSync(join(aside, basename(dir), '.lock'), {force: true})
  }
  return aside
}
