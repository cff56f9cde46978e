import {equalBytes} from '../bundle/digests.ts'
import type {ArtifactStore} from './artifact-store.ts'
import type {Disk} from './disk.ts'
import {RepositoryError} from './repository-error.ts'
import {clearLeftovers, moveAway, placeFile, placeFolder, placeLink} from './staging.ts'

/** Write a repository onto a disk: staged, synced, and moved into place in one step. */
export function storeOnDisk(disk: Disk): ArtifactStore {
  return {
    name: disk.name,
    kind: (path) => disk.kind(path),
    list: (folder) => disk.list(folder),
    read: (path) => disk.read(path),
    readLink: (path) => disk.readLink(path),
    async create(folder, files) {
      if ((await disk.kind(folder)) !== undefined) throw taken(folder)
      await placeFolder(disk, folder, files)
    },
    async put(path, bytes, expected) {
      // Between this look and the rename only the holder of the lock writes.
      const there = await disk.read(path)
      const isExpected = there && expected ? equalBytes(there, expected) : there === expected
      if (!isExpected) throw taken(path)
      if (there === undefined && (await disk.kind(path)) !== undefined) await moveAway(disk, path)
      await placeFile(disk, path, bytes)
    },
    alias: (name, folder) => placeLink(disk, name, folder),
    remove: (path) => moveAway(disk, path),
    async lock() {
      const lock = await disk.lock()
      await clearLeftovers(disk)
      return {
        check: () => lock.check(),
        async release() {
          // Where another took the lock over, what is staged is theirs.
          const isHeld = await lock.check().then(
            () => true,
            () => false,
          )
          try {
            if (isHeld) await clearLeftovers(disk)
          } finally {
            await lock.release()
          }
        },
      }
    },
  }
}

function taken(path: string): RepositoryError {
  return new RepositoryError(
    'taken',
    path,
    'is not what was read: another writer was here; export again',
  )
}
