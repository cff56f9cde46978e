import type {ArtifactReader, StoreLock} from './artifact-store.ts'

/**
 * What a store that lies in a folder does to its disk, one operation at a time.
 *
 * After a power cut, a file is whole when `write` returned and the folder that names it was synced.
 *
 * @throws `RepositoryError` `store-failed` for what the system refuses, with the path.
 */
export interface Disk extends ArtifactReader {
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
  /** @throws `RepositoryError` `busy`, naming the holder. */
  lock(): Promise<StoreLock>
}
