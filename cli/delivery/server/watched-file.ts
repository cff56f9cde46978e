import {readFile, stat} from 'node:fs/promises'

/** How long a file is believed unchanged: what was revoked must not count for longer than 5 s. */
const freshMs = 1000

/**
 * Read a small file again and again, and parse it only when it changed.
 *
 * @param parse Given an empty text where there is no file.
 * @returns The newest state, at most a second old.
 * @throws What `parse` throws: each time, until the file is put right.
 */
export function watchedFile<T>(path: string, parse: (text: string) => T): () => Promise<T> {
  let known: {state: string; value: T} | null = null
  let looked = -Infinity
  let looking: Promise<T> | null = null

  const look = async (): Promise<T> => {
    const started = performance.now()
    const state = await stateOf(path)
    if (known?.state !== state) {
      known = {state, value: parse(state === '' ? '' : await readFile(path, 'utf8'))}
    }
    looked = started
    return known.value
  }
  return async () => {
    if (known && performance.now() - looked < freshMs) return known.value
    looking ??= look().finally(() => {
      looking = null
    })
    return looking
  }
}

async function stateOf(path: string): Promise<string> {
  try {
    const {ino, size, mtimeNs, ctimeNs} = await stat(path, {bigint: true})
    return [ino, size, mtimeNs, ctimeNs].join(' ')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
