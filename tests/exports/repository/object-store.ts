import type {
  ArtifactStore,
  StoreEntry,
  StoreLock,
} from '../../../exports/repository/artifact-store.ts'
import {RepositoryError} from '../../../exports/repository/repository-error.ts'

/**
 * A model of an object store with conditional writes: keys, tags, no folders, no links, no renames.
 *
 * It shows that the seam needs nothing else. `put` sends `If-None-Match: *` or `If-Match: <tag>`.
 */
export function objectStore(): ArtifactStore & {objects: Map<string, Uint8Array>} {
  const objects = new Map<string, Uint8Array>()
  const put = (key: string, bytes: Uint8Array, ifMatch: string | null): void => {
    const there = objects.get(key)
    if ((there === undefined ? null : tagOf(there)) !== ifMatch) {
      throw new RepositoryError('taken', key, '412 Precondition Failed')
    }
    objects.set(key, bytes.slice())
  }
  const below = (folder: string): string[] =>
    [...objects.keys()].filter((key) => folder === '' || key.startsWith(`${folder}/`))

  return {
    objects,
    name: 'object store',
    kind: async (path) =>
      objects.has(path) ? 'file' : below(path).length > 0 ? 'folder' : undefined,
    list: async (folder) => listOf(folder, below(folder), objects),
    read: async (path) => objects.get(path)?.slice(),
    readLink: async (path) => {
      const alias = objects.get(`${path}.alias`)
      return alias && new TextDecoder().decode(alias)
    },
    async create(folder, files) {
      if (below(folder).length > 0) throw new RepositoryError('taken', folder, 'is there')
      for await (const [path, bytes] of files) put(`${folder}/${path}`, bytes, null)
    },
    put: async (path, bytes, expected) =>
      put(path, bytes, expected === undefined ? null : tagOf(expected)),
    async alias(name, folder) {
      for (const key of below(name)) objects.delete(key)
      for (const key of below(folder))
        objects.set(name + key.slice(folder.length), objects.get(key)!)
      objects.set(`${name}.alias`, new TextEncoder().encode(folder))
    },
    async remove(path) {
      for (const key of [path, ...below(path)]) objects.delete(key)
    },
    lock: async () => lockOf(objects),
  }
}

function listOf(
  folder: string,
  keys: readonly string[],
  objects: ReadonlyMap<string, Uint8Array>,
): StoreEntry[] {
  const entries = new Map<string, StoreEntry>()
  const prefix = folder === '' ? 0 : folder.length + 1
  for (const key of keys) {
    const [name = '', ...more] = key.slice(prefix).split('/')
    const isFile = more.length === 0
    const bytes = isFile ? objects.get(key)!.length : 0
    if (isFile && name.endsWith('.alias')) continue
    entries.set(name, {name, kind: isFile ? 'file' : 'folder', bytes})
  }
  return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function lockOf(objects: Map<string, Uint8Array>): StoreLock {
  if (objects.has('.lock')) throw new RepositoryError('busy', '.lock', 'another holds it')
  const mine = new TextEncoder().encode(crypto.randomUUID())
  objects.set('.lock', mine)
  return {
    check: async () => {
      if (objects.get('.lock') !== mine)
        throw new RepositoryError('busy', '.lock', 'was taken over')
    },
    release: async () => {
      if (objects.get('.lock') === mine) objects.delete('.lock')
    },
  }
}

function tagOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
