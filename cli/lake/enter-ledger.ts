import {setTimeout} from 'node:timers/promises'

import type {RawDocument} from '#pipeline'

import {appendToLedger, readLedger} from '../home/ledger-file.ts'
import {withHomeLock} from '../home/lock.ts'
import type {Home} from '../home/paths.ts'
import {readTrustFile} from '../home/trust-file.ts'
import {seenEvents} from '../workspace/seen-events.ts'

/** How long to wait for another command, and how often. */
const pauseMs = 500
const attempts = 120

/**
 * Enter editions and statements into the ledger of the home that the ledger has not seen.
 *
 * Without a trust file nothing is entered: there is nobody whose statements could be verified.
 *
 * @throws `RepositoryError` `busy` when another command holds the home for a minute; whichever
 *   command reads the lake next enters them.
 */
export async function enterLedger(
  home: Home,
  {editions, statements}: {editions: readonly RawDocument[]; statements: readonly RawDocument[]},
  at: string,
): Promise<void> {
  if (editions.length + statements.length === 0) return
  for (let attempt = 1; ; attempt += 1) {
    try {
      await withHomeLock(home, async () => {
        const trust = await readTrustFile(home)
        const ledger = await readLedger(home)
        const events = await seenEvents({editions, statements, trust, ledger, now: at})
        await appendToLedger(home, ledger, events, at)
      })
      return
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'busy'
      if (!isBusy || attempt === attempts) throw error
      await setTimeout(pauseMs)
    }
  }
}
