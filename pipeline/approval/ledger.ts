import {canonicalJson, sha256Hex} from '#schemas'

import type {LedgerEntry, LedgerEvent} from './ledger-entry.ts'
import {ledgerSchemas} from './ledger-schema.ts'
import {schemaProblems} from './schema-problems.ts'

/** Hash that the first entry names as the one before it. */
const ledgerRoot = '0'.repeat(64)

/** Position and hash of a ledger's last entry: enough to tell later that nothing before changed. */
export interface LedgerHead {
  seq: number
  hash: string
}

/** Give the head of a ledger; `{seq: 0, hash: 64 zeros}` of an empty one. */
export function ledgerHead(entries: readonly LedgerEntry[]): LedgerHead {
  const last = entries.at(-1)
  return last ? {seq: last.seq, hash: last.hash} : {seq: 0, hash: ledgerRoot}
}

/**
 * Chain new events to a ledger.
 *
 * @param at
 *   UTC instant of this sight. Entries never step back in time, so that no clock that is set back
 *   makes a statement look older than what was seen before it.
 * @returns
 *   The new entries only, to be appended with `ledgerLine`; `entries` is left alone.
 * @throws `TypeError` for an entry that could not be read back: one such line would stop every
 *   export for ever.
 */
export async function appendEntries(
  entries: readonly LedgerEntry[],
  events: readonly LedgerEvent[],
  at: string,
): Promise<LedgerEntry[]> {
  const added: LedgerEntry[] = []
  let {seq, hash} = ledgerHead(entries)
  const before = entries.at(-1)?.at
  const time = before !== undefined && Date.parse(before) > Date.parse(at) ? before : at
  for (const event of events) {
    const body = {...event, seq: seq + 1, prev: hash, at: time}
    const entry: LedgerEntry = {...body, hash: await entryHash(body)}
    const [problem] = schemaProblems(entry, ledgerSchemas[entry.event] ?? {})
    if (problem) throw new TypeError(`${entry.event}: ${problem.message}`)
    added.push(entry)
    seq = entry.seq
    hash = entry.hash
  }
  return added
}

/** Write an entry as a line of the ledger file: canonical JSON and a newline. */
export function ledgerLine(entry: LedgerEntry): string {
  return `${canonicalJson(entry)}\n`
}

/** Compute the hash of an entry: hex sha256 of its canonical JSON without `hash`. */
export function entryHash(entry: Omit<LedgerEntry, 'hash'> & {hash?: string}): Promise<string> {
  const {hash: _, ...body} = entry
  return sha256Hex(canonicalJson(body))
}
