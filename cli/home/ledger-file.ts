import {existsSync, readFileSync} from 'node:fs'

import {
  appendEntries,
  ledgerLine,
  mendLedger,
  verifyLedger,
  type LedgerEntry,
  type LedgerEvent,
} from '#pipeline'

import {CommandError} from '../fault.ts'
import {appendDurably, writeDurably} from './durable.ts'
import type {Home} from './paths.ts'

/** The ledger's text as it lies on disk; empty where there is none yet. */
export function readLedgerText(home: Home): string {
  return existsSync(home.ledger) ? readFileSync(home.ledger, 'utf8') : ''
}

/**
 * Read the ledger and check its chain.
 *
 * A torn last line, which a crash leaves behind, is cut off.
 *
 * @throws `ledger` when a line was altered, removed or reordered: nothing is exported on it.
 */
export async function readLedger(home: Home): Promise<LedgerEntry[]> {
  const text = readLedgerText(home)
  const {entries, faults, torn} = await verifyLedger(text.split('\n'))
  const [fault] = faults
  if (fault) {
    throw new CommandError(
      'ledger',
      `${home.ledger}:${fault.line}: ${fault.message}; nothing is exported on it, \`npm run marrow -- audit\` says more`,
    )
  }
  const mended = mendLedger(text, torn)
  if (mended !== text) writeDurably(home.ledger, mended)
  return entries
}

/** Add events to the ledger and wait until they are on the disk. */
export async function appendToLedger(
  home: Home,
  entries: readonly LedgerEntry[],
  events: readonly LedgerEvent[],
  at: string,
): Promise<LedgerEntry[]> {
  if (events.length === 0) return [...entries]
  const added = await appendEntries(entries, events, at)
  appendDurably(home.ledger, added.map(ledgerLine).join(''))
  return [...entries, ...added]
}
