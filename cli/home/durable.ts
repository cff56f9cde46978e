import {randomBytes} from 'node:crypto'
import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'

/**
 * Replace a file so that a reader sees the old one or the new one whole, also after a power cut.
 *
 * @param mode Unix permissions of the new file; its folder is made with the like.
 */
export function writeDurably(path: string, data: string | Uint8Array, mode = 0o644): void {
  const dir = dirname(path)
  // What is for its owner alone lies in a folder that is, too.
  mkdirSync(dir, {recursive: true, mode: (mode & 0o077) === 0 ? 0o700 : 0o777})
  const staged = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`
  try {
    const file = openSync(staged, 'wx', mode)
    try {
      writeFileSync(file, data)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(staged, path)
  } catch (error) {
    rmSync(staged, {force: true})
    throw error
  }
  syncPath(dir)
}

/** Add to the end of a file and wait until it is on the disk. */
export function appendDurably(path: string, data: string): void {
  mkdirSync(dirname(path), {recursive: true})
  const file = openSync(path, 'a', 0o644)
  try {
    writeFileSync(file, data)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  syncPath(dirname(path))
}

/** Make a file's bytes, or a folder's renames and new names, survive a power cut. */
export function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
