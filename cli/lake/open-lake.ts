import {existsSync, mkdirSync} from 'node:fs'

import type {Lake, Log, Store, Transaction} from '#lake'
import {takeFolderLock} from '#exports'

import type {Home} from '../home/paths.ts'
import {addressAssets} from './address-assets.ts'
import {makeDoorkeeper, type DoorkeeperOptions} from './doorkeeper.ts'
import {enterLedger} from './enter-ledger.ts'
import {lakeDataset, lakeHomeOf, lakeProject} from './lake-home.ts'
import {takeOver} from './take-over.ts'

/** How to open a home's lake. */
export interface OpenLakeOptions extends DoorkeeperOptions {
  /** UTC instant of now. */
  clock: () => string
  log?: Log
  /** Exact origins of Studios that may call. */
  allowedOrigins?: readonly string[]
  /** Where people and clients will reach it. */
  publicUrl?: string
  /** The caller holds the home's lock, and enters the ledger itself. */
  isLedgerOwn?: boolean
  /** Others ask it too: their queries are evaluated in processes of their own. */
  isShared?: boolean
  /** Told of each transaction once it is durable. */
  onCommit?: (transaction: Transaction) => void
}

/** A home's lake, in this process. */
export interface OpenLake {
  lake: Lake
  store: Store
  /** Token of Marrow's own user; it dies with this opening. */
  token: string
  /** Documents that came from the home's NDJSON dataset just now. */
  takenOver: number
  /** Wait until what was written is in the ledger. */
  settle(): Promise<void>
  close(): Promise<void>
}

export const defaultPublicUrl = 'http://localhost:3333'

/** The user as whom commands read and write; nobody can log in as it. */
export const ownUser = 'marrow'

/**
 * Open the lake of a home in this process: nobody else may have it open.
 *
 * Loads `#lake` here and nowhere else, so that other sources never do.
 *
 * @throws `RepositoryError` `busy` while another process runs it.
 */
export async function openLake(home: Home, options: OpenLakeOptions): Promise<OpenLake> {
  const lakeHome = lakeHomeOf(home)
  mkdirSync(lakeHome.dir, {recursive: true, mode: 0o700})
  const lock = await takeFolderLock(lakeHome.dir, 'running the lake of this home')
  let store: Store | undefined
  try {
    const {createLake, issueToken, machineEffects, openSqliteStore, revokeToken} =
      await import('#lake')
    const effects = {...machineEffects, clock: options.clock}
    const opened = (store = openSqliteStore(lakeHome.store))
    const publicUrl = options.publicUrl ?? defaultPublicUrl
    const takenOver = takeOver(home, opened, {publicUrl, at: options.clock()})
    await ensureOwnUser(opened)
    // A process that was killed left its token valid: it dies with the next opening.
    for (const {id, revokedAt} of opened.accounts.tokens(ownUser)) {
      if (!revokedAt) revokeToken(opened.accounts, id, effects)
    }
    if (options.publicUrl !== undefined) {
      addressAssets(opened, publicUrl, {author: ownUser, at: options.clock()})
    }
    const issued = issueToken(opened.accounts, {user: ownUser, label: 'this process'}, effects)
    const entries = ledgerQueue(home, opened, options)
    const lake = createLake({
      ...effects,
      store: opened,
      assetsDir: home.assets,
      doorkeeper: makeDoorkeeper(home, options),
      onCommit(transaction) {
        entries.add(transaction.changes.map(({id}) => id))
        options.onCommit?.(transaction)
      },
      log: options.log ?? (() => undefined),
      allowedOrigins: options.allowedOrigins ?? [],
      publicUrl,
      projectId: lakeProject,
      operator: ownUser,
      ...(!options.isShared && {pool: 'this-thread' as const}),
    })
    return {
      lake,
      store: opened,
      token: issued.token,
      takenOver,
      settle: () => entries.settle(),
      async close() {
        await lake.close()
        await entries.settle()
        revokeToken(opened.accounts, issued.record.id, effects)
        opened.close()
        await lock.release()
      },
    }
  } catch (error) {
    store?.close()
    await lock.release()
    throw error
  }
}

async function ensureOwnUser({accounts}: Store): Promise<void> {
  if (accounts.user(ownUser)) return
  accounts.putUser({
    id: ownUser,
    name: 'Marrow',
    email: 'marrow@localhost',
    // Neither alone may bring in a whole dataset: the one writes content, the other editions.
    roles: ['administrator', 'editor'],
    disabled: false,
  })
}

/** Enters what arrives into the ledger, one after another. */
function ledgerQueue(home: Home, store: Store, {clock, log, isLedgerOwn}: OpenLakeOptions) {
  let tail: Promise<void> = Promise.resolve()
  const enter = async (ids: readonly string[]): Promise<void> => {
    const documents = store.read(lakeDataset, (view) => view.documents(ids))
    const ofType = (type: string) => documents.filter(({_type}) => _type === type)
    await enterLedger(home, {editions: ofType('edition'), statements: ofType('statement')}, clock())
  }
  return {
    add(ids: readonly string[]) {
      const kept = ids.filter((id) => /^(edition|statement)\./.test(id))
      if (kept.length === 0 || isLedgerOwn || !existsSync(home.trust)) return
      // What is not entered now is entered by whichever command reads the lake next.
      tail = tail
        .then(() => enter(kept))
        .catch((error: unknown) => {
          log?.({at: clock(), level: 'error', event: 'ledger', fault: String(error)})
        })
    },
    settle: () => tail,
  }
}
