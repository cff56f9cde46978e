import {PullError} from './pull-error.ts'

/** How often something is tried again, and how long it waits in between. */
export interface Patience {
  /** Tries in a row that bring nothing. */
  tries: number
  /** Wait before the second try, in milliseconds; doubles each time, up to 30 s. */
  backoffMs: number
  /** Ends at once when the run is to end. */
  sleep: (milliseconds: number) => Promise<void>
}

const longestWaitMs = 30_000

/**
 * Do something again while it fails in a way that may pass.
 *
 * @param work
 *   Told to count from the start again by `progressed()`.
 * @throws The last failure.
 */
export async function retrying<T>(
  {tries, backoffMs, sleep}: Patience,
  work: (progressed: () => void) => Promise<T>,
): Promise<T> {
  let failed = 0
  const progressed = (): void => {
    failed = 0
  }
  for (;;) {
    try {
      return await work(progressed)
    } catch (error) {
      failed += 1
      if (!(error instanceof PullError) || !error.isTransient || failed >= tries) throw error
      await sleep(Math.min(backoffMs * 2 ** (failed - 1), longestWaitMs))
    }
  }
}
