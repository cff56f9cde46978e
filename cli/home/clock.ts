import {clockFault, ledgerTime, type LedgerEntry} from '#pipeline'

import type {CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import {appendToLedger} from './ledger-file.ts'

/** The option of every command that writes repositories. */
export const clockOption = {'clock-was-ahead': {type: 'boolean'}} as const
export const clockHelp = {
  'clock-was-ahead':
    'go by the clock of now, though ledger or heads are dated later: they were written by one that ran ahead',
}

/** Whether somebody says that the clock ran ahead, and is right now. */
export function clockWasAhead({values}: Pick<CommandInput, 'values'>): boolean {
  return values['clock-was-ahead'] === true
}

/**
 * Refuse to write a repository by a clock that is behind the ledger.
 *
 * With `--clock-was-ahead` the ledger hears that the clock was set right, and is gone by.
 *
 * @returns The ledger as it is then.
 * @throws `clock-behind`
 */
export async function requireLedgerClock(
  input: CommandInput,
  ledger: readonly LedgerEntry[],
): Promise<LedgerEntry[]> {
  const {home, now} = input
  const written = ledgerTime(ledger)
  const fault = written === undefined ? null : clockFault(now, written, 'the ledger')
  if (fault === null) return [...ledger]
  if (!clockWasAhead(input)) throw new CommandError('clock-behind', `${home.ledger}: ${fault}`)
  return appendToLedger(home, ledger, [{event: 'clock-set', to: now}], now)
}
