import type {StoreEntry, StoreLock} from '../../../exports/repository/artifact-store.ts'
import type {Disk} from '../../../exports/repository/disk.ts'
import {RepositoryError} from '../../../exports/repository/repository-error.ts'

type Node = {bytes: Uint8Array; synced: boolean} | {target: string} | 'folder'

/**
 * A disk in memory that can lose power: `afterPowerCut` gives what a disk may hold then.
 *
 * Names count only when their folder was synced, bytes only when `write` returned.
 */
export class MemoryDisk implements Disk {
  readonly name = 'memory'
  nodes = new Map<string, Node>()
  /** Names as of the last sync of each folder. */
  durable = new Map<string, Node>()
  locked = false
  writes = 0

  kind(path: string): Promise<StoreEntry['kind'] | undefined> {
    const node = this.nodes.get(path)
    return Promise.resolve(node && kindOf(node))
  }

  list(folder: string): Promise<StoreEntry[]> {
    const prefix = folder === '' ? '' : `${folder}/`
    const entries = [...this.nodes]
      .filter(([path]) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'))
      .map(([path, node]) => ({
        name: path.slice(prefix.length),
        kind: kindOf(node),
        bytes: typeof node === 'object' && 'bytes' in node ? node.bytes.length : 0,
      }))
    return Promise.resolve(entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
  }

  read(path: string): Promise<Uint8Array | undefined> {
    const node = this.nodes.get(path)
    return Promise.resolve(
      typeof node === 'object' && 'bytes' in node ? node.bytes.slice() : undefined,
    )
  }

  readLink(path: string): Promise<string | undefined> {
    const node = this.nodes.get(path)
    return Promise.resolve(typeof node === 'object' && 'target' in node ? node.target : undefined)
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    if (this.nodes.has(path)) throw failed(path, 'exists')
    await this.makeFolder(parentOf(path))
    this.writes += 1
    this.nodes.set(path, {bytes: bytes.slice(), synced: true})
  }

  sync(folder: string): Promise<void> {
    const isMember = (path: string): boolean => parentOf(path) === folder
    for (const path of this.durable.keys()) {
      if (isMember(path) && !this.nodes.has(path)) this.forget(path)
    }
    for (const [path, node] of this.nodes) if (isMember(path)) this.durable.set(path, node)
    return Promise.resolve()
  }

  rename(from: string, to: string): Promise<void> {
    const node = this.nodes.get(from)
    if (!node) return Promise.reject(failed(from, 'missing'))
    if (parentOf(to) !== '' && this.nodes.get(parentOf(to)) !== 'folder') {
      return Promise.reject(failed(to, 'no folder'))
    }
    if (node === 'folder' && this.nodes.has(to)) return Promise.reject(failed(to, 'exists'))
    move(this.nodes, from, to)
    // A folder's own members stay as durable as they were: only its name waits for the sync.
    for (const [path, member] of this.durable) {
      if (path.startsWith(`${from}/`)) this.durable.set(to + path.slice(from.length), member)
    }
    return Promise.resolve()
  }

  makeFolder(folder: string): Promise<void> {
    const steps = folder === '' ? [] : folder.split('/')
    for (const [index] of steps.entries()) {
      const path = steps.slice(0, index + 1).join('/')
      if (!this.nodes.has(path)) this.nodes.set(path, 'folder')
    }
    return Promise.resolve()
  }

  link(path: string, target: string): Promise<void> {
    if (this.nodes.has(path)) return Promise.reject(failed(path, 'exists'))
    this.nodes.set(path, {target})
    return Promise.resolve()
  }

  remove(path: string): Promise<void> {
    for (const other of this.nodes.keys()) {
      if (other === path || other.startsWith(`${path}/`)) this.nodes.delete(other)
    }
    return Promise.resolve()
  }

  lock(): Promise<StoreLock> {
    if (this.locked) return Promise.reject(new RepositoryError('busy', '.lock', 'is held'))
    this.locked = true
    const release = (): Promise<void> => {
      this.locked = false
      return Promise.resolve()
    }
    return Promise.resolve({check: () => Promise.resolve(), release})
  }

  /** A copy with only what was synced, names under folders that are there. */
  afterPowerCut(): MemoryDisk {
    const store = new MemoryDisk()
    for (const [path, node] of [...this.durable].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const parent = parentOf(path)
      if (parent === '' || store.nodes.get(parent) === 'folder') store.nodes.set(path, node)
    }
    store.durable = new Map(store.nodes)
    return store
  }

  copy(): MemoryDisk {
    const store = new MemoryDisk()
    store.nodes = new Map(this.nodes)
    store.durable = new Map(this.durable)
    return store
  }

  private forget(path: string): void {
    for (const other of this.durable.keys()) {
      if (other === path || other.startsWith(`${path}/`)) this.durable.delete(other)
    }
  }
}

function move(nodes: Map<string, Node>, from: string, to: string): void {
  for (const [path, node] of nodes) {
    if (path !== from && !path.startsWith(`${from}/`)) continue
    nodes.delete(path)
    nodes.set(to + path.slice(from.length), node)
  }
}

function kindOf(node: Node): StoreEntry['kind'] {
  if (node === 'folder') return 'folder'
  return 'target' in node ? 'link' : 'file'
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function failed(path: string, reason: string): RepositoryError {
  return new RepositoryError('store-failed', path, reason)
}
