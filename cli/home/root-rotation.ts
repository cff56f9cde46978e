import {existsSync, mkdirSync, readFileSync, renameSync, rmSync} from 'node:fs'
import {join} from 'node:path'

import {writeDurably, syncPath} from './durable.ts'
import {isCode} from './is-code.ts'
import type {Home} from './paths.ts'
import {firstRootPath, rootFilePath} from './root-files.ts'

/** A change of the root key, decided and not yet carried out in every file. */
export interface RootRotation {
  format: 1
  /** Of the new root. */
  version: number
  /** Text of the new root file. */
  root: string
  /** Text of the trust file that the new key signed. */
  trust: string
  /** Raw public keys, base64url. */
  rootKey: string
  firstKey: string
}

/** Where the new root key waits for its change. */
export function nextRootKeyPath({keys}: Home): string {
  return join(keys, 'root-next.json')
}

/** Decide a change of the root key: from here on it is carried out, whoever dies. */
export function beginRotation(home: Home, rotation: RootRotation): void {
  writeDurably(journalPath(home), JSON.stringify(rotation), 0o600)
  finishRotation(home)
}

/** Carry out a change of the root key that was begun; nothing where there is none. */
export function finishRotation(home: Home): void {
  const path = journalPath(home)
  if (!existsSync(path)) return
  const rotation = JSON.parse(readFileSync(path, 'utf8')) as RootRotation
  const {version, root, trust, rootKey, firstKey} = rotation
  mkdirSync(home.roots, {recursive: true})
  if (!existsSync(firstRootPath(home))) writeDurably(firstRootPath(home), `${firstKey}\n`)
  writeDurably(rootFilePath(home, version), root)
  writeDurably(home.trust, trust)
  writeDurably(home.rootKey, `${rootKey}\n`)
  const next = nextRootKeyPath(home)
  if (existsSync(next)) {
    const old = join(home.keys, `root-${version - 1}.json`)
    if (!existsSync(old)) move(join(home.keys, 'root.json'), old)
    move(next, join(home.keys, 'root.json'))
    syncPath(home.keys)
  }
  rmSync(path, {force: true})
  syncPath(home.dir)
}

/** What another process moved meanwhile is where it belongs. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  }
}

function journalPath({dir}: Home): string {
  return join(dir, 'root-rotation.json')
}
