import {createHash} from 'node:crypto'
import {constants} from 'node:fs'
import {mkdir, open, readFile, rm, writeFile, type FileHandle} from 'node:fs/promises'
import {dirname} from 'node:path'

import {PullError, toPullError} from './pull-error.ts'
import {retrying, type Patience} from './retry.ts'
import type {Source} from './source.ts'

// What somebody put there as a link leads to a file that is none of ours.
const {O_APPEND, O_CREAT, O_NOFOLLOW, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY} = constants

/** A file whose digest and size are known before it is fetched. */
export interface Wanted {
  path: string
  /** Hex. */
  sha256: string
  bytes: number
}

/**
 * Fetch a file of known digest into a part file, going on where a run before was cut.
 *
 * Every chunk is written as it comes, so a cut costs at most the chunk that was on its way. A
 * version other than the one that was begun is fetched from its start. The part file stays until
 * the caller removes it; its bytes are never trusted before they have the digest.
 *
 * @param part
 *   Place of the part file.
 * @throws `PullError`; `altered` when what came, from its first byte, has another digest.
 */
export async function download(
  source: Source,
  wanted: Wanted,
  part: string,
  patience: Patience,
): Promise<Uint8Array> {
  await mkdir(dirname(part), {recursive: true})
  for (const isLast of [false, true]) {
    const hadBytes = await orNoPart(part, () => fetchAll(source, wanted, part, patience))
    const bytes = new Uint8Array(await readFile(part, {flag: O_RDONLY | O_NOFOLLOW}))
    if (createHash('sha256').update(bytes).digest('hex') === wanted.sha256) return bytes
    await removePart(part)
    // What a run before left may be of another version, or damaged: once more, from the start.
    if (!hadBytes || isLast) break
  }
  throw new PullError('altered', wanted.path, `does not have the sha256 ${wanted.sha256}`)
}

/** Remove what was fetched of a file. */
export async function removePart(part: string): Promise<void> {
  await rm(part, {force: true})
  await rm(tagPlace(part), {force: true})
}

/** Give up a part that cannot be written: on a full disk it takes the room of a withdrawal. */
async function orNoPart<T>(part: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const fault = toPullError(error, part)
    if (fault !== error) await removePart(part)
    throw fault
  }
}

/** @returns Whether the part file had bytes before. */
async function fetchAll(
  source: Source,
  wanted: Wanted,
  part: string,
  patience: Patience,
): Promise<boolean> {
  const file = await open(part, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW)
  try {
    const before = await sizeOf(file, wanted.bytes)
    if (before < wanted.bytes) {
      let furthest = before
      await retrying(patience, (progressed) =>
        fetchRest(source, wanted, {file, part}, (position) => {
          // What comes again from the start is no progress: a torn file would be fetched for ever.
          if (position <= furthest) return
          furthest = position
          progressed()
        }),
      )
    }
    return before > 0
  } finally {
    await file.close()
  }
}

async function fetchRest(
  source: Source,
  {path, bytes}: Wanted,
  {file, part}: {file: FileHandle; part: string},
  reached: (position: number) => void,
): Promise<void> {
  const size = await sizeOf(file, bytes)
  const tag = size > 0 ? await readTag(part) : null
  const opened = await source.open(path, bytes, {from: size, etag: tag})
  if (opened.from === 0) {
    await file.truncate(0)
    const flag = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW
    await writeFile(tagPlace(part), opened.etag ?? '', {flag})
  }
  let position = opened.from
  for await (const chunk of opened.chunks) {
    await file.appendFile(chunk)
    position += chunk.length
    reached(position)
  }
  if (position < bytes) {
    const message = `ended after ${position} of ${bytes} bytes`
    throw new PullError('unreachable', path, message, {isTransient: true})
  }
}

/** Size of a part file; one that is too long is begun anew. */
async function sizeOf(file: FileHandle, most: number): Promise<number> {
  const {size} = await file.stat()
  if (size <= most) return size
  await file.truncate(0)
  return 0
}

async function readTag(part: string): Promise<string | null> {
  try {
    return (await readFile(tagPlace(part), {encoding: 'utf8', flag: O_RDONLY | O_NOFOLLOW})) || null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function tagPlace(part: string): string {
  return `${part}.etag`
}
