import {mkdirSync, readFileSync} from 'node:fs'
import {deserialize} from 'node:v8'

import {signWith} from '#pipeline'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {Disk} from '../../../exports/repository/disk.ts'
import {folderDisk} from '../../../exports/repository/folder-store.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import {writeRepository} from '../../../exports/repository/write-repository.ts'

/** What the program gets, in a file written by `v8.serialize`. */
export interface KilledExport {
  dir: string
  /** The operation in the middle of which the process kills itself with SIGKILL. */
  killAt: number
  bundles: Bundle[]
  trust: string
  rootKey: Uint8Array
  keyid: string
  /** PKCS #8 of the release key. */
  privateKey: Uint8Array<ArrayBuffer>
}

/** Export once, and die by kill -9 in the middle of one store operation. */
async function main(): Promise<void> {
  const job = deserialize(readFileSync(process.argv[2]!)) as KilledExport
  const {dir, killAt, bundles, trust, rootKey, keyid} = job
  const algorithm = {name: 'Ed25519'}
  const key = await crypto.subtle.importKey('pkcs8', job.privateKey, algorithm, false, ['sign'])
  mkdirSync(dir, {recursive: true})
  const store = storeOnDisk(killedAt(folderDisk(dir), killAt))
  await writeRepository(store, {
    audiences: ['all'],
    bundles: bundles.map((bundle) => ({bundle, audiences: ['all']})),
    withdrawn: [],
    because: new Map(),
    roots: [],
    headHours: 168,
    trust,
    rootKey,
    signer: {keyid, sign: signWith(key)},
    issued: '2026-06-01T12:00:00.000Z',
    record: () => Promise.resolve({seq: bundles.length, hash: 'ab'.repeat(32)}),
  })
}

function killedAt(store: Disk, k: number): Disk {
  let count = 0
  const wrapped = {...store}
  for (const name of ['write', 'sync', 'rename', 'makeFolder', 'link', 'remove'] as const) {
    const inner = store[name] as (...args: unknown[]) => Promise<void>
    const killing = (...args: unknown[]): Promise<void> => {
      count += 1
      const work = inner(...args)
      // The system calls of the operation are under way in another thread now.
      if (count === k) setImmediate(() => process.kill(process.pid, 'SIGKILL'))
      return work
    }
    wrapped[name] = killing
  }
  return wrapped
}

await main()
