import {constants, type BigIntStats} from 'node:fs'
import {lstat, open, type FileHandle} from 'node:fs/promises'

import type {FileState, OpenFile} from './artifact-store.ts'

/** Bytes that are read at once: what one slow reader holds in memory. */
const pieceBytes = 32 * 1024

/** Tell the state of a plain file; undefined for what is none. */
export async function plainState(place: string): Promise<FileState | undefined> {
  const stat = await lstat(place, {bigint: true})
  return stat.isFile() ? stateOf(stat) : undefined
}

/** Open a plain file, never through a link; undefined for what is none. */
export async function openPlain(place: string): Promise<OpenFile | undefined> {
  // Without waiting: opening a named pipe would otherwise wait for a writer.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(place, flags)
  try {
    const stat = await file.stat({bigint: true})
    if (stat.isFile()) {
      return {
        ...stateOf(stat),
        stream: (start, end) => streamOf(file, start, end),
        close: () => file.close(),
      }
    }
  } catch (error) {
    await file.close()
    throw error
  }
  await file.close()
  return undefined
}

function stateOf({dev, ino, size, mtimeNs, ctimeNs}: BigIntStats): FileState {
  return {bytes: Number(size), version: [dev, ino, size, mtimeNs, ctimeNs].join(' ')}
}

function streamOf(
  file: FileHandle,
  start: number,
  end: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = start
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (at > end) {
          controller.close()
          return
        }
        const piece = new Uint8Array(Math.min(pieceBytes, end - at + 1))
        const {bytesRead} = await file.read(piece, 0, piece.length, at)
        if (bytesRead === 0) throw new Error(`The file ends before byte ${at}`)
        at += bytesRead
        controller.enqueue(piece.subarray(0, bytesRead))
      },
    },
    {highWaterMark: 0},
  )
}
