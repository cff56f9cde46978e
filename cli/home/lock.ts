import {closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {CommandError} from '../fault.ts'
import type {Home} from './paths.ts'

/**
 * Hold the home while it is changed: one command at a time.
 *
 * A lock whose process is gone is taken over.
 *
 * @throws `home-busy` that names the holder.
 */
export async function withHomeLock<T>(home: Home, work: () => Promise<T>): Promise<T> {
  mkdirSync(home.dir, {recursive: true, mode: 0o700})
  const path = join(home.dir, 'lock')
  takeLock(path)
  try {
    return await work()
  } finally {
    rmSync(path, {force: true})
  }
}

function takeLock(path: string): void {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = openSync(path, 'wx')
      try {
        writeFileSync(file, `${process.pid}\n`)
      } finally {
        closeSync(file)
      }
      return
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
      const holder = Number(readFileSync(path, 'utf8').trim())
      if (isAlive(holder) || attempt > 0) {
        throw new CommandError(
          'home-busy',
          `Another command (process ${holder || 'unknown'}) is changing this home: wait for it, or delete ${path} if it is gone`,
          {cause: error},
        )
      }
      rmSync(path, {force: true})
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

/** Is it a system error with this code? */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
