import type {WritingFacts} from '#exports'
import {ledgerHead, type LedgerEntry} from '#pipeline'

import type {CommandInput} from '../command.ts'
import {exportEvents} from '../export/export-events.ts'
import {appendToLedger} from '../home/ledger-file.ts'

/** Enter what leaves repositories into the ledger, one repository after the other. */
export function recordInto(
  {home, now}: CommandInput,
  ledger: readonly LedgerEntry[],
): WritingFacts['record'] {
  let entries = [...ledger]
  return async (changes) => {
    const events = exportEvents(changes, entries, {out: new Set(), refused: []})
    entries = await appendToLedger(home, entries, events, now)
    return ledgerHead(entries)
  }
}
