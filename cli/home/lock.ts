import {makeFolders, takeFolderLock} from '#exports'

import type {Home} from './paths.ts'

/**
 * Hold the home while it is changed: one command at a time.
 *
 * The lock of a process that is gone is taken over.
 *
 * @throws `RepositoryError` `busy` that names the holder.
 */
export async function withHomeLock<T>(home: Home, work: () => Promise<T>): Promise<T> {
  await makeFolders(home.dir, 0o700)
  const lock = await takeFolderLock(home.dir, 'changing this home')
  try {
    return await work()
  } finally {
    await lock.release()
  }
}
