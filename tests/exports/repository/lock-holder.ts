import {takeFolderLock} from '../../../exports/repository/folder-lock.ts'

/** Take the lock of a folder, say how it went, and hold it until killed or told to stop. */
try {
  const lock = await takeFolderLock(process.argv[2]!)
  process.send?.('held')
  process.once('message', () => {
    void lock.release().then(() => process.disconnect())
  })
} catch (error) {
  process.send?.(error instanceof Error ? error.message : String(error), () => process.disconnect())
}
