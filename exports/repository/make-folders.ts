import {mkdir, stat} from 'node:fs/promises'
import {dirname} from 'node:path'

/**
 * Make a folder and those above it; one that is there is no error.
 *
 * `mkdir` with `recursive` says of a read-only disk that there is no such folder.
 *
 * @param mode Unix permissions of the folders that are made.
 */
export async function makeFolders(path: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(path, mode)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' && dirname(path) !== path) {
      await makeFolders(dirname(path), mode)
      await makeFolders(path, mode)
    } else if (code !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error
  }
}
