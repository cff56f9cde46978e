import {pathFault} from '../bundle/path-faults.ts'
import type {ArtifactReader} from '../repository/artifact-store.ts'
import {fault} from './fault.ts'
import type {Fault} from './fault.ts'

const mb = 1024 * 1024

/** Most bytes of a file, by where it lies; the first that fits. What Marrow writes is far below. */
const limits: ReadonlyArray<readonly [place: RegExp, bytes: number]> = [
  [/^bundles\/[^/]*\.zip$|^bundles\/[^/]*\/|^views\//, 512 * mb],
  [/\/index\/[^/]*$/, 256 * mb],
  [/\/feed(?:\/[^/]*|\.json|\.atom)$/, 64 * mb],
  [/^tombstones\//, 64 * mb],
  [/^trust\./, 4 * mb],
  [/^roots\//, mb / 4],
  [/./, mb],
]

/**
 * Read a repository that may be in hostile hands: only under names that every disk can hold, so
 * never out of it, and no more of a file than it may have.
 *
 * @param faults
 *   Told of a file that is too large, once; to the caller it is missing.
 */
export function cautiousReader(reader: ArtifactReader, faults: Fault[]): ArtifactReader {
  const told = new Set<string>()
  return {
    name: reader.name,
    kind: (path) => named(path, () => reader.kind(path)),
    list: (folder) => reader.list(folder),
    readLink: (path) => named(path, () => reader.readLink(path)),
    read: (path) =>
      named(path, async () => {
        const most = limits.find(([place]) => place.test(path))![1]
        const bytes = await reader.read(path, most)
        if (bytes !== undefined && bytes.length <= most) return bytes
        const isLarge = bytes !== undefined || (await reader.kind(path)) === 'file'
        if (isLarge && !told.has(path)) {
          faults.push(fault('malformed', path, `has more than ${most} bytes`))
        }
        told.add(path)
        return undefined
      }),
  }
}

async function named<T>(path: string, read: () => Promise<T>): Promise<T | undefined> {
  return pathFault(path) ? undefined : read()
}
