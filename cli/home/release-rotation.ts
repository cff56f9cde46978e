import {existsSync, renameSync} from 'node:fs'
import {join} from 'node:path'

import type {Trust} from '#pipeline'

import {syncPath} from './durable.ts'
import {readKeyFile} from './key-file.ts'
import type {Home} from './paths.ts'

/** Where the new release key waits until the trust file names it. */
export function nextReleaseKeyPath({keys}: Home): string {
  return join(keys, 'release-next.json')
}

/**
 * Put the new release key in its place, once the trust file names it: that is what decides a change.
 *
 * The one before moves to `keys/release-1.json` (then 2, …).
 *
 * @returns Whether a change was carried out.
 */
export function finishReleaseRotation(home: Home, trust: Trust): boolean {
  const next = nextReleaseKeyPath(home)
  if (!existsSync(next)) return false
  const {keyid} = readKeyFile(next)
  const number = trust.release.findIndex((key) => key.keyid === keyid)
  if (number === -1) return false
  const current = join(home.keys, 'release.json')
  const old = join(home.keys, `release-${number}.json`)
  if (existsSync(current) && !existsSync(old)) renameSync(current, old)
  renameSync(next, current)
  syncPath(home.keys)
  return true
}
