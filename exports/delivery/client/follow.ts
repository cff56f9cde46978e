import type {PullFolder} from './pull.ts'
import {PullError} from './pull-error.ts'
import {isUnfinished, type PullReport} from './run-once.ts'

/** How a repository is followed. */
export interface FollowOptions {
  /** Longest time between two pulls, in milliseconds. */
  everyMs: number
  /** Ends early, without an error, when the signal says so. */
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** UTC instant. */
  clock: () => string
  /** Waits until the server has an event after one; false where it never tells. */
  watch?: ((since: number, signal: AbortSignal) => Promise<boolean>) | undefined
  onReport: (report: PullReport) => void
  /** Ends the following. */
  signal: AbortSignal
}

const shortestWaitMs = 1000
/** How long a pull may take before it looks again for what is new, withdrawn or run out. */
const longestRunMs = 10 * 60_000

/**
 * Pull again and again: when the server tells of a change, when something runs out, and every so
 * often in any case.
 */
export async function follow(folder: PullFolder, options: FollowOptions): Promise<void> {
  const {everyMs, clock, onReport, signal} = options
  let inVain = 0
  let wasTold = false
  let nextRunOut: string | null = null
  while (!signal.aborted) {
    const longestMs = Math.min(Math.max(everyMs, longestRunMs), untilMs(nextRunOut, clock()))
    const report = await folder.run(longestMs)
    nextRunOut = report.nextRunOut
    onReport(report)
    if (signal.aborted) return
    if (report.faults.some(isUnfinished)) continue
    // A server that tells of changes which are not there, or cannot be taken, must not be asked
    // without end.
    const isVain = report.events === 0 && (wasTold || report.faults.length > 0)
    inVain = isVain ? inVain + 1 : 0
    const quietMs = inVain === 0 ? 0 : Math.min(shortestWaitMs * 2 ** inVain, everyMs)
    const waitMs = Math.min(everyMs, untilMs(report.nextRunOut, clock()))
    wasTold = await isTold(options, report.seq, {quietMs, waitMs})
  }
}

/**
 * Wait until the time is over, or the server tells of a change: whether it did.
 *
 * A server that says that it never tells is asked once in that time: a proxy may have said so.
 */
async function isTold(
  {sleep, signal, watch}: FollowOptions,
  seq: number,
  {quietMs, waitMs}: {quietMs: number; waitMs: number},
): Promise<boolean> {
  const ended = new AbortController()
  const either = AbortSignal.any([signal, ended.signal])
  const timer = sleep(waitMs, either)
  let isChange = false
  const watching = async (watch: NonNullable<FollowOptions['watch']>): Promise<void> => {
    await sleep(quietMs, either)
    for (let failures = 1; !either.aborted; failures += 1) {
      try {
        isChange = await watch(seq, either)
        if (isChange) return
        break
      } catch (error) {
        if (!(error instanceof PullError)) throw error
        await sleep(Math.min(shortestWaitMs * 2 ** failures, waitMs), either)
      }
    }
    await timer
  }
  try {
    await Promise.race(watch ? [timer, watching(watch)] : [timer])
  } finally {
    ended.abort()
  }
  return isChange
}

function untilMs(instant: string | null, now: string): number {
  if (instant === null) return Infinity
  return Math.max(Date.parse(instant) - Date.parse(now), shortestWaitMs)
}
