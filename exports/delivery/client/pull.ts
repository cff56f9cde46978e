import type {Disk} from '../../repository/disk.ts'
import {takeFolderLock} from '../../repository/folder-lock.ts'
import {folderDisk} from '../../repository/folder-store.ts'
import type {Root} from '../../repository/format/root-file.ts'
import {makeFolders} from '../../repository/make-folders.ts'
import {clearLeftovers} from '../../repository/staging.ts'
import type {Hook} from './hooks.ts'
import {PullError, toPullError} from './pull-error.ts'
import {runOnce, type PullReport} from './run-once.ts'
import type {Patience} from './retry.ts'
import {partsFolder} from './shelf.ts'
import type {Source} from './source.ts'
import {firstState, readState} from './state.ts'
import {timedSource} from './timed-source.ts'

/** What a publisher pulls, from where and how. */
export interface PullOptions {
  source: Source
  /** The folder to pull into; made if it is not there. */
  dir: string
  /** Where the folder was pulled with another one, it is changed over. */
  audience: string
  /** The publisher's root, from which everything is verified. */
  root: Root
  /** Tells a pinned root from another: hex sha256 of what was given. */
  pin: string
  /** Downloads at once. */
  parallel: number
  hook?: Hook | undefined
  /** Environment of hooks. */
  env: NodeJS.ProcessEnv
  /** UTC instant. */
  clock: () => string
  patience: Patience
  /** Tells the server how far the folder is; false where it does not want to know. */
  acknowledge?: ((seq: number) => Promise<boolean>) | undefined
  /** Wraps the folder; tests do. */
  wrapStore?: ((store: Disk) => Disk) | undefined
}

/** A folder that is being pulled into; nobody else can until it is closed. */
export interface PullFolder {
  /**
   * Pull once: never throws for what the server or the network does.
   *
   * @param longestMs After this, what is still coming is left to the next run: `unfinished`.
   */
  run(longestMs?: number): Promise<PullReport>
  close(): Promise<void>
}

/**
 * Open a folder to pull into.
 *
 * @throws `PullError` `busy`, `disk`, `not-a-pull-folder`, `other-source`, `state-damaged`.
 */
export async function openPullFolder(options: PullOptions): Promise<PullFolder> {
  try {
    return await open(options)
  } catch (error) {
    throw toPullError(error, options.dir)
  }
}

async function open(options: PullOptions): Promise<PullFolder> {
  const {dir, audience, pin, root, wrapStore = (store) => store} = options
  await makeFolders(dir)
  const store = wrapStore(folderDisk(dir))
  const lock = await lockOf(dir)
  try {
    let state = (await readState(store)) ?? firstState(audience, pin, root)
    if (state.pin !== pin) {
      throw new PullError(
        'other-source',
        dir,
        'was pulled with another root key: use a folder for each',
      )
    }
    await clearLeftovers(store)
    await clearLinks(store)
    await makeFolders(`${dir}/${partsFolder}`)
    return {
      async run(longestMs = Infinity) {
        const source = timedSource(options.source, longestMs)
        const {report, state: reached} = await runOnce(store, state, {...options, source})
        state = reached
        return report
      },
      close: () => lock.release(),
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Pull once. */
export async function pull(options: PullOptions): Promise<PullReport> {
  const folder = await openPullFolder(options)
  try {
    return await folder.run()
  } finally {
    await folder.close()
  }
}

/** Remove what would lead downloads elsewhere: links that somebody put in their place. */
async function clearLinks(store: Disk): Promise<void> {
  if ((await store.kind(partsFolder)) !== 'folder') await store.remove(partsFolder)
  for (const {name, kind} of await store.list(partsFolder)) {
    if (kind !== 'file') await store.remove(`${partsFolder}/${name}`)
  }
}

async function lockOf(dir: string): ReturnType<typeof takeFolderLock> {
  try {
    return await takeFolderLock(dir, 'pulling into this folder')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'busy')) throw error
    throw new PullError('busy', dir, error.message, {cause: error})
  }
}
