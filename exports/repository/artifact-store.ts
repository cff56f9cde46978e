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
  /** Read a whole file; undefined when it does not exist. */
  read(path: string): Promise<Uint8Array | undefined>
  /** Read where a link points; undefined when there is no link. */
  readLink(path: string): Promise<string | undefined>
}

/** A held lock. */
export interface StoreLock {
  /**
   * Make sure that it is still held; called before what readers see is changed.
   *
   * @throws `RepositoryError` `busy`.
   */
  check(): Promise<void>
  release(): Promise<void>
}

/**
 * Where a repository is written: a folder, later object storage.
 *
 * One contract suite (`tests/exports/repository/store-contract.ts`) runs on every implementation.
 * After a power cut, a file is whole when `write` returned and the folder that names it was synced.
 *
 * @throws `RepositoryError` `store-failed` for what the system refuses, with the path.
 */
export interface ArtifactStore extends ArtifactReader {
  /** Create a file and its folders, and wait until its bytes are on the disk. Never replaces. */
  write(path: string, bytes: Uint8Array): Promise<void>
  /** Make the names in a folder survive a power cut. */
  sync(folder: string): Promise<void>
  /** Move a file, link or folder in one step; replaces a file or a link. Creates no folder. */
  rename(from: string, to: string): Promise<void>
  /** Create a folder and those above it; none of them is an error. */
  makeFolder(folder: string): Promise<void>
  /** Create a link with a relative target. */
  link(path: string, target: string): Promise<void>
  /** Remove a file, a link or a whole folder; nothing there is no error. */
  remove(path: string): Promise<void>
  /**
   * Take the one lock of the store.
   *
   * @throws `RepositoryError` `busy`, naming the holder.
   */
  lock(): Promise<StoreLock>
}

/** List every file, link and other thing below a folder, with paths from the root. */
export async function walk(
  reader: ArtifactReader,
  folder: string,
): Promise<Array<StoreEntry & {path: string}>> {
  const found: Array<StoreEntry & {path: string}> = []
  for (const entry of await reader.list(folder)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.kind === 'folder') found.push(...(await walk(reader, path)))
    else found.push({...entry, path})
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
    read: (path) => reader.read(inner(path)),
    readLink: (path) => reader.readLink(inner(path)),
  }
}
