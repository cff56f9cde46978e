import {pull} from '../../../../exports/delivery/client/pull.ts'
import type {Disk} from '../../../../exports/repository/disk.ts'
import {settingsOf} from './puller.ts'

/** What the program gets, as JSON in its one argument. */
export interface KilledPull {
  from: string
  dir: string
  /** Base64 of the raw root key. */
  rootKey: string
  /** The operation on the folder in the middle of which the process kills itself with SIGKILL. */
  killAt: number
  /** Or the time after which it does, in milliseconds: in the middle of anything. */
  killAfterMs?: number
  /** Program, then arguments. */
  hook: string[]
}

const {from, dir, rootKey, killAt, killAfterMs, hook} = JSON.parse(process.argv[2]!) as KilledPull

/** Die by kill -9 in the middle of one operation. */
function killedAt(disk: Disk): Disk {
  let count = 0
  const wrapped = {...disk}
  for (const name of ['write', 'sync', 'rename', 'makeFolder', 'link', 'remove'] as const) {
    const inner = disk[name] as (...args: unknown[]) => Promise<void>
    wrapped[name] = (...args: unknown[]): Promise<void> => {
      count += 1
      const work = inner(...args)
      // The system calls of the operation are under way in another thread now.
      if (count === killAt) setImmediate(() => process.kill(process.pid, 'SIGKILL'))
      return work
    }
  }
  return wrapped
}

const settings = await settingsOf({
  from,
  dir,
  rootKey: new Uint8Array(Buffer.from(rootKey, 'base64')),
  values: {hook},
})
if (killAfterMs !== undefined) setTimeout(() => process.kill(process.pid, 'SIGKILL'), killAfterMs)
const {ok} = await pull({...settings.pull, wrapStore: killedAt})
process.exitCode = ok ? 0 : 1
