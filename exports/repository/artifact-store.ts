/** One member of a folder. */
export interface StoreEntry {
  name: string
  /** `other`: a device, a socket; nothing that Marrow wrote. */
  kind: 'file' | 'folder' | 'link' | 'other'
  /** Size of a file; 0 for the rest. */
  bytes: number
}

/** Files below one root, to read. Paths are relative with forward slashes; `''` is the root. */
export interface ArtifactReader {
  /** For messages: a path or an address. */
  name: string
  /** Tell what lies at a path; undefined when nothing does. */
  kind(path: string): Promise<StoreEntry['kind'] | undefined>
  /** List the members of a folder by code point of their names; none when it does not exist. */
  list(folder: string): Promise<StoreEntry[]>
  /**
   * Read a whole file; undefined when it does not exist.
   *
   * @param most
   *   A file with more bytes is not read, as if it did not exist; a reader may leave that to its caller.
   */
  read(path: string, most?: number): Promise<Uint8Array | undefined>
  /** Read where an alias points; undefined when there is none. */
  readLink(path: string): Promise<string | undefined>
}

/** One file, held open: all that is read of it is one version of it, whatever becomes of its name. */
export interface OpenFile extends FileState {
  /** Read from one byte to another, both of them included, no faster than it is taken. */
  stream(start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

/** What is known of a file without reading it. */
export interface FileState {
  bytes: number
  /** Differs whenever the bytes may differ. */
  version: string
}

/** A reader for a server: it also reads parts of files, and tells whether one was replaced. */
export interface PartReader extends ArtifactReader {
  /** Undefined where there is no file. */
  state(path: string): Promise<FileState | undefined>
  /** Undefined where there is no file. Whoever opens it closes it. */
  open(path: string): Promise<OpenFile | undefined>
}

/** A held lock. */
export interface StoreLock {
  /**
   * Make sure that it is still held; called before what readers see is changed.
   *
   * @throws `RepositoryError` `busy`.
   */
  check(): Promise<void>
  /** Give it back, and clear away what was staged and not placed. */
  release(): Promise<void>
}

/** Files by path below a folder, one at a time. */
export type FileStream =
  | AsyncIterable<readonly [string, Uint8Array]>
  | Iterable<readonly [string, Uint8Array]>

/**
 * Where a repository is written: a folder, or an object store with conditional writes.
 *
 * Everything that it writes appears whole or not at all, and survives a power cut once the promise
 * resolves. One contract suite (`tests/exports/repository/store-contract.ts`) runs on every
 * implementation.
 *
 * @throws `RepositoryError` `store-failed` for what the system refuses, with the path.
 */
export interface ArtifactStore extends ArtifactReader {
  /**
   * Create files below a folder that does not exist. Where a store can, they appear in one step; where
   * it cannot, each appears whole, and no index may name them before this returns.
   *
   * @throws `RepositoryError` `taken` when something is there.
   */
  create(folder: string, files: FileStream): Promise<void>
  /**
   * Create a file, or replace it where it still is what the caller read.
   *
   * @param expected
   *   Bytes that are there; undefined: there must be nothing. An object store compares its tag of them.
   * @throws `RepositoryError` `taken` when something else is there.
   */
  put(path: string, bytes: Uint8Array, expected: Uint8Array | undefined): Promise<void>
  /** Show a folder under another name, in one step; a store without links copies. */
  alias(name: string, folder: string): Promise<void>
  /** Take a file or a whole folder out of readers' sight, then delete it; nothing there is no error. */
  remove(path: string): Promise<void>
  /**
   * Take the one lock of the store, and clear away what a writer that died left behind.
   *
   * @throws `RepositoryError` `busy`, naming the holder.
   */
  lock(): Promise<StoreLock>
}

/** Folders within folders that are walked; Marrow makes five. */
const maxDepth = 32

/**
 * List every file, link and other thing below a folder, with paths from the root.
 *
 * A folder that lies too deep is listed itself, as what nobody made.
 */
export async function walk(
  reader: ArtifactReader,
  folder: string,
  depth = 0,
): Promise<Array<StoreEntry & {path: string}>> {
  const found: Array<StoreEntry & {path: string}> = []
  for (const entry of await reader.list(folder)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.kind === 'folder' && depth < maxDepth) {
      for (const inner of await walk(reader, path, depth + 1)) found.push(inner)
    } else found.push({...entry, path})
  }
  return found
}

/** See one folder of a reader as a reader of its own. */
export function within(reader: ArtifactReader, folder: string): ArtifactReader {
  const inner = (path: string): string => (path === '' ? folder : `${folder}/${path}`)
  return {
    name: `${reader.name}/${folder}`,
    kind: (path) => reader.kind(inner(path)),
    list: (path) => reader.list(inner(path)),
    read: (path, most) => reader.read(inner(path), most),
    readLink: (path) => reader.readLink(inner(path)),
  }
}
