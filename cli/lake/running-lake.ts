import {readFileSync, rmSync} from 'node:fs'

import {JsonError, parseStrictJson} from '#schemas'

import {writeDurably} from '../home/durable.ts'
import {isCode} from '../home/is-code.ts'
import type {LakeHome} from './lake-home.ts'

/** A lake that runs on this home. */
export interface RunningLake {
  pid: number
  /** Such as `http://127.0.0.1:3333`. */
  url: string
  /** Of Marrow's own user; good until that lake stops. */
  token: string
}

/** Say how the lake is reached: to this machine's user alone. */
export function announceLake({running}: LakeHome, lake: RunningLake): void {
  writeDurably(running, `${JSON.stringify(lake)}\n`, 0o600)
}

export function retractLake({running}: LakeHome): void {
  rmSync(running, {force: true})
}

/** Find the lake that runs on this home; what a killed one left behind does not count. */
export async function findRunningLake(lakeHome: LakeHome): Promise<RunningLake | null> {
  const lake = readAnnouncement(lakeHome)
  if (lake === null || !isAlive(lake.pid)) return null
  try {
    const response = await fetch(new URL('/v1/users/me', lake.url), {
      headers: {authorization: `Bearer ${lake.token}`},
      redirect: 'error',
      signal: AbortSignal.timeout(5000),
    })
    // Another program can have taken the port since: it does not know the token.
    return response.ok ? lake : null
  } catch (error) {
    if (error instanceof TypeError || isNamed(error, 'TimeoutError')) return null
    throw error
  }
}

function readAnnouncement({running}: LakeHome): RunningLake | null {
  try {
    const value = parseStrictJson(readFileSync(running, 'utf8'), {name: running})
    return isRunningLake(value) ? value : null
  } catch (error) {
    if (isCode(error, 'ENOENT') || error instanceof JsonError) return null
    throw error
  }
}

function isRunningLake(value: unknown): value is RunningLake {
  const {pid, url, token} = (value ?? {}) as Record<string, unknown>
  return (
    Number.isInteger(pid) &&
    typeof token === 'string' &&
    typeof url === 'string' &&
    /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost):\d+$/.test(url)
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false
    if (isCode(error, 'EPERM')) return true
    throw error
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name
}
