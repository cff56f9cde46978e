import {constants} from 'node:fs'
import {open, type FileHandle} from 'node:fs/promises'
import {join} from 'node:path'

import {describeFault} from '../../repository/system-fault.ts'
import {PullError} from './pull-error.ts'
import type {Opened, Source} from './source.ts'

const chunkBytes = 64 * 1024

/** Read a repository from a folder, such as a mounted drive. Links are not followed. */
export function folderSource(root: string): Source {
  return {
    name: root,
    async read(path, most) {
      const file = await openFile(root, path)
      try {
        const {size} = await file.stat()
        if (size > most) throw tooLarge(path, most)
        return new Uint8Array(await file.readFile())
      } catch (error) {
        throw unreachable(error, path)
      } finally {
        await file.close()
      }
    },
    async open(path, most, resume): Promise<Opened> {
      const file = await openFile(root, path)
      const from = resume?.from ?? 0
      return {from, etag: null, chunks: chunksOf(file, path, from, most)}
    },
  }
}

async function openFile(root: string, path: string): Promise<FileHandle> {
  try {
    const file = await open(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW)
    if ((await file.stat()).isFile()) return file
    await file.close()
    throw new PullError('missing', path, 'is not a plain file')
  } catch (error) {
    throw unreachable(error, path)
  }
}

function unreachable(error: unknown, path: string): PullError {
  if (error instanceof PullError) return error
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  const message = error instanceof Error ? describeFault(error) : String(error)
  return new PullError(isMissing ? 'missing' : 'unreachable', path, message, {cause: error})
}

async function* chunksOf(
  file: FileHandle,
  path: string,
  from: number,
  most: number,
): AsyncGenerator<Uint8Array> {
  try {
    let position = from
    for (;;) {
      const buffer = new Uint8Array(chunkBytes)
      const {bytesRead} = await file
        .read(buffer, 0, chunkBytes, position)
        .catch((error: unknown) => Promise.reject(unreachable(error, path)))
      if (bytesRead === 0) return
      position += bytesRead
      if (position > most) throw tooLarge(path, most)
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

function tooLarge(path: string, most: number): PullError {
  return new PullError('too-large', path, `is longer than the ${most} bytes that it may have`)
}
