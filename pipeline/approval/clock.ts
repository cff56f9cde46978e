import type {LedgerEntry} from './ledger-entry.ts'

/** Clocks of signers, and one clock at different times, may differ by this. */
export const graceMs = 5 * 60_000

/**
 * The last time that a ledger vouches for; undefined for an empty one.
 *
 * Where a clock that ran ahead was set right, entries keep its time until that has passed: then it is
 * the time to which it was set.
 */
export function ledgerTime(entries: readonly LedgerEntry[]): string | undefined {
  const last = entries.at(-1)
  const set = entries.findLast((entry) => entry.event === 'clock-set')
  return set && set.at === last?.at ? set.to : last?.at
}

/**
 * Say why nothing may be written by a clock; null when it may.
 *
 * What was signed after its time would look as if it came from the future: sign-offs would not count,
 * and what is out would go.
 *
 * @param now UTC instant.
 * @param written UTC instant of what was written last.
 * @param what What that was: "the ledger".
 */
export function clockFault(now: string, written: string, what: string): string | null {
  if (Date.parse(now) >= Date.parse(written) - graceMs) return null
  return `it is ${now} by the clock of this run, but ${what} was written at ${written}; nothing is written by a clock that is behind. Set the clock right; if it was ahead then and is right now, add \`--clock-was-ahead\` to an \`export\`, \`refresh\` or \`withdraw\``
}
