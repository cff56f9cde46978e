import type {CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'

/**
 * Show what is about to happen, and go on only when somebody says yes.
 *
 * `--yes` says it beforehand.
 *
 * @throws `refused` for any other answer; `usage` where nobody can be asked.
 */
export async function confirm({terminal, values}: CommandInput, effect: string): Promise<void> {
  terminal.error(effect)
  if (values['yes'] === true) return
  if (!terminal.ask) {
    throw new CommandError(
      'usage',
      'Nothing was signed: add --yes, or run this in a terminal and answer',
    )
  }
  const answer = await terminal.ask('Sign and take it out? Type yes: ')
  if (answer.trim().toLowerCase() === 'yes') return
  throw new CommandError('refused', 'Nothing was signed')
}
