import {considerPush, type PushReader} from '../../../../exports/delivery/push/consider-push.ts'
import {duePushes, nextPushAt} from '../../../../exports/delivery/push/due-pushes.ts'
import {emptyPushState, type PushState} from '../../../../exports/delivery/push/push-state.ts'
import {
  recordPush,
  type PushAttempt,
  type PushOutcome,
} from '../../../../exports/delivery/push/record-push.ts'

export const minute = 60_000
export const hour = 60 * minute

/** When every simulation begins. */
const start = Date.parse('2026-03-01T00:00:00.000Z')

/** An instant so many ms after the beginning. */
export function at(ms: number): string {
  return new Date(start + ms).toISOString()
}

/** An attempt, and when it was made. */
export interface Tried extends PushAttempt {
  ms: number
}

/** A world whose clock jumps from one thing to do to the next. */
export interface Simulation {
  state: PushState
  /** In ms since the beginning. */
  ms: number
  tried: Tried[]
}

/** A publisher that reads the feed `all`. */
export function reader(head: number, rest: Partial<PushReader> = {}): PushReader {
  return {
    publisher: 'clinic',
    audience: 'all',
    head,
    acknowledged: 0,
    safety: [],
    enabledAt: null,
    ...rest,
  }
}

export const endpoint = {publisher: 'clinic', url: 'https://clinic.example/hook'}

/** A world in which nothing was told yet. */
export function simulation(): Simulation {
  return {state: emptyPushState, ms: 0, tried: []}
}

/**
 * Let time pass.
 *
 * @param untilMs Since the beginning.
 * @param readersAt How the feeds stand at a time.
 * @param answer What receivers answer.
 * @param changes Times at which a feed changes.
 */
export function pass(
  world: Simulation,
  untilMs: number,
  readersAt: (ms: number) => PushReader[],
  answer: (tried: Tried) => PushOutcome,
  changes: readonly number[] = [],
  endpoints: Array<{publisher: string; url: string}> = [endpoint],
): void {
  for (;;) {
    world.state = considerPush(world.state, readersAt(world.ms), endpoints, at(world.ms))
    for (const attempt of duePushes(world.state, at(world.ms))) {
      const tried = {...attempt, ms: world.ms}
      world.tried.push(tried)
      world.state = recordPush(world.state, attempt, answer(tried), at(world.ms))
    }
    const next = nextPushAt(world.state, () => false)
    const times = [untilMs, ...changes, ...(next === null ? [] : [next - start])]
    if (world.ms >= untilMs) return
    world.ms = Math.min(...times.filter((time) => time > world.ms), untilMs)
  }
}

export const taken: PushOutcome = {status: 204, retryAfter: null}
