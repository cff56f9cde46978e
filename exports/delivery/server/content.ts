import {createHash} from 'node:crypto'

import type {FileState, OpenFile, PartReader} from '../../repository/artifact-store.ts'
import {compress, type Coding} from './compress.ts'
import {describeDigest, type ContentDigest} from './conditional.ts'
import {shareWork} from './share-work.ts'

/** Bytes that can be answered, whole or in part, with their digest. */
export interface Content {
  bytes: number
  digest: ContentDigest
  /** Parts of it may be read until it is closed. */
  stream(start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>>
  /** The same bytes, compressed; null where that is not worth it. */
  coded(coding: Coding): Promise<Content | null>
  /** Null where there is nothing to close: the bytes are in memory. */
  close: (() => Promise<void>) | null
}

/** Files up to this size are kept in memory. */
const keptBytes = 512 * 1024
/** All that is kept. */
const mostBytes = 64 * 1024 * 1024

/** What is remembered of one version of a file. */
interface Kept {
  version: string
  bytes: number
  digest: ContentDigest
  /** Null where the file is too large to be kept. */
  content: Content | null
  /** When it was last looked whether this is still the newest version. */
  lookedMs: number
}

/**
 * Files of a repository as contents.
 *
 * Small files are kept in memory, of large ones the digest, each for one version of the file; whether
 * that is still the newest is asked again and again. What is open stays one version, also
 * while the name gets another.
 */
export class ContentStore {
  readonly #reader: PartReader
  readonly #freshMs: number
  readonly #kept = new Map<string, Kept>()
  readonly #loading = new Map<string, Promise<Kept | null>>()
  readonly #looking = new Map<string, Promise<FileState | undefined>>()
  #bytes = 0

  /** @param freshMs How long a version is believed to be the newest; 0 for not at all. */
  constructor(reader: PartReader, freshMs: number) {
    this.#reader = reader
    this.#freshMs = freshMs
  }

  /** Open a file; null where there is none. Whoever opens it closes it. */
  async open(path: string): Promise<Content | null> {
    const known = this.#kept.get(path)
    const lookedMs = performance.now()
    if (known?.content && lookedMs - known.lookedMs < this.#freshMs) return known.content
    const state = await shareWork(this.#looking, path, () => this.#reader.state(path))
    if (!state) return null
    const kept = this.#find(path, state.version)
    if (kept?.content) {
      kept.lookedMs = lookedMs
      return kept.content
    }
    if (state.bytes <= keptBytes) {
      const key = `${path} ${state.version}`
      const loaded = await shareWork(this.#loading, key, () => this.#load(path))
      if (loaded === null || loaded.content) return loaded?.content ?? null
    }
    return this.#openLarge(path)
  }

  /** Have whoever asks from now on see what is there now. */
  refresh(): void {
    this.#looking.clear()
    for (const kept of this.#kept.values()) kept.lookedMs = -Infinity
  }

  async #load(path: string): Promise<Kept | null> {
    const lookedMs = performance.now()
    const file = await this.#reader.open(path)
    if (!file) return null
    try {
      if (file.bytes > keptBytes) return await this.#describe(path, file)
      const bytes = await readWhole(file)
      const content = contentOf(bytes)
      return this.#keep(path, {
        version: file.version,
        bytes: bytes.length,
        digest: content.digest,
        content,
        lookedMs,
      })
    } finally {
      await file.close()
    }
  }

  async #openLarge(path: string): Promise<Content | null> {
    const file = await this.#reader.open(path)
    if (!file) return null
    try {
      const {digest} = this.#find(path, file.version) ?? (await this.#describe(path, file))
      return {
        bytes: file.bytes,
        digest,
        stream: (start, end) => file.stream(start, end),
        coded: async () => null,
        close: () => file.close(),
      }
    } catch (error) {
      await file.close()
      throw error
    }
  }

  async #describe(path: string, file: OpenFile): Promise<Kept> {
    const digest = await digestOf(file.stream(0, file.bytes - 1))
    return this.#keep(path, {
      version: file.version,
      bytes: file.bytes,
      digest,
      content: null,
      lookedMs: -Infinity,
    })
  }

  #find(path: string, version: string): Kept | undefined {
    const kept = this.#kept.get(path)
    if (kept?.version !== version) return undefined
    // The last that was asked for is the last to go.
    this.#kept.delete(path)
    this.#kept.set(path, kept)
    return kept
  }

  #keep(path: string, kept: Kept): Kept {
    this.#forget(path)
    this.#kept.set(path, kept)
    this.#bytes += sizeOf(kept)
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= mostBytes) break
      this.#forget(oldest)
    }
    return kept
  }

  #forget(path: string): void {
    const kept = this.#kept.get(path)
    if (!kept) return
    this.#bytes -= sizeOf(kept)
    this.#kept.delete(path)
  }
}

/** What a file takes in memory; compressed it is smaller, and there are two ways to do that. */
function sizeOf({bytes, content}: Kept): number {
  return 1024 + (content ? 2 * bytes : 0)
}

/** Bytes in memory as a content. */
export function contentOf(bytes: Uint8Array<ArrayBuffer>): Content {
  const codings = new Map<Coding, Promise<Content | null>>()
  return {
    bytes: bytes.length,
    digest: describeDigest(createHash('sha256').update(bytes).digest()),
    stream: (start, end) => streamOf(bytes, start, end),
    coded(coding) {
      let coded = codings.get(coding)
      if (!coded) {
        coded = compress(bytes, coding).then((smaller) => smaller && contentOf(smaller))
        codings.set(coding, coded)
      }
      return coded
    },
    close: null,
  }
}

/** Hash a stream in constant memory. */
export async function digestOf(stream: ReadableStream<Uint8Array>): Promise<ContentDigest> {
  const hash = createHash('sha256')
  for await (const piece of stream) hash.update(piece)
  return describeDigest(hash.digest())
}

async function readWhole(file: OpenFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.bytes)
  let at = 0
  for await (const piece of file.stream(0, file.bytes - 1)) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** All at once: it is a view, so that however slow a reader is, it holds no copy. */
function streamOf(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  end: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (start <= end) controller.enqueue(bytes.subarray(start, end + 1))
        controller.close()
      },
    },
    {highWaterMark: 0},
  )
}
