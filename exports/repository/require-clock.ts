import {clockFault} from '#pipeline'

import type {RepositoryHead} from './format/head.ts'
import {headPath} from './format/paths.ts'
import {RepositoryError} from './repository-error.ts'

/** What tells whether a clock may be gone by. */
export interface ClockFacts {
  /** UTC instant of the run. */
  issued: string
  /** Whether somebody said that heads were dated by a clock that ran ahead, and this one is right. */
  clockWasAhead?: boolean
}

/**
 * Refuse to write over heads by a clock that is behind them, with some leeway.
 *
 * @throws `RepositoryError` `clock-behind`
 */
export function requireClock(
  heads: ReadonlyArray<Pick<RepositoryHead, 'audience' | 'issued'>>,
  {issued, clockWasAhead = false}: ClockFacts,
): void {
  if (clockWasAhead) return
  for (const head of heads) {
    const fault = clockFault(issued, head.issued, 'this head')
    if (fault !== null) throw new RepositoryError('clock-behind', headPath(head.audience), fault)
  }
}
