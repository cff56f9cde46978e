import {describeFault} from '#exports'

import {CommandError} from '../fault.ts'

/** A repository that could not be written, and why. */
export interface Left {
  dir: string
  error: unknown
}

/**
 * The fault of repositories that could not be written while others were.
 *
 * @param about Says what came of it, and what finishes it.
 */
export function leftOver(
  left: readonly Left[],
  about: (why: string, dirs: string) => string,
): CommandError {
  const cause = left[0]?.error
  const why = left.map(
    ({dir, error}) => `${dir}: ${error instanceof Error ? describeFault(error) : String(error)}`,
  )
  const dirs = left.map(({dir}) => `--out ${dir}`).join(' ')
  return new CommandError(isBusy(cause) ? 'busy' : 'refused', about(why.join('. '), dirs), {cause})
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'busy'
}
