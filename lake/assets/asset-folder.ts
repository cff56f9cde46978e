import {createHash, randomBytes} from 'node:crypto'
import {mkdir, open, readdir, readFile, rename, rm, stat} from 'node:fs/promises'
import {join} from 'node:path'

import {fromFileError} from './file-fault.ts'

/** Bytes on their way in, under no name yet. */
export interface Staged {
  path: string
  sha1: string
  bytes: number
}

/**
 * Asset files, each under a name that its bytes give it, and never changed or removed.
 *
 * Bytes are durable under their name before any document mentions them.
 */
export class AssetFolder {
  readonly #dir: string
  #sweeping: Promise<void> | undefined

  constructor(dir: string) {
    this.#dir = dir
  }

  /**
   * Write bytes as they come, and hash them; durable, but under no name.
   *
   * @throws {LakeError} 507 on a full disk, 503 on one that cannot be written.
   */
  async stage(body: AsyncIterable<Uint8Array>): Promise<Staged> {
    try {
      return await this.#stage(body)
    } catch (cause) {
      throw fromFileError(cause)
    }
  }

  async #stage(body: AsyncIterable<Uint8Array>): Promise<Staged> {
    const dir = join(this.#dir, '.staging')
    await mkdir(dir, {recursive: true})
    await (this.#sweeping ??= this.#sweep(dir))
    const path = join(dir, `${process.pid}-${randomBytes(8).toString('hex')}`)
    const hash = createHash('sha1')
    let bytes = 0
    const handle = await open(path, 'wx', 0o600)
    try {
      for await (const chunk of body) {
        hash.update(chunk)
        bytes += chunk.byteLength
        await handle.writeFile(chunk)
      }
      await handle.sync()
    } catch (error) {
      await handle.close()
      await rm(path, {force: true})
      throw error
    }
    await handle.close()
    return {path, sha1: hash.digest('hex'), bytes}
  }

  /** Give staged bytes their name. A file of that name has the same bytes already. */
  async place(staged: Staged, name: string): Promise<void> {
    try {
      await rename(staged.path, join(this.#dir, name))
      await syncFolder(this.#dir)
    } catch (cause) {
      throw fromFileError(cause)
    }
  }

  async discard({path}: Staged): Promise<void> {
    await rm(path, {force: true})
  }

  /** Remove what uploads of a process before left that was cut off. */
  async #sweep(dir: string): Promise<void> {
    for (const name of await readdir(dir)) {
      const pid = Number(/^(\d+)-/.exec(name)?.[1])
      if (pid !== process.pid) await rm(join(dir, name), {force: true})
    }
  }

  /** Undefined where there is no such file. @param name From a parsed asset name only. */
  async read(name: string): Promise<Uint8Array | undefined> {
    return unlessMissing(() => readFile(join(this.#dir, name)))
  }

  /** Path and size of a file, to send it piece by piece. */
  async find(name: string): Promise<{path: string; bytes: number} | undefined> {
    const path = join(this.#dir, name)
    const stats = await unlessMissing(() => stat(path))
    return stats && {path, bytes: stats.size}
  }
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
