import {availableParallelism} from 'node:os'

/** Limits of a pool; each has a default. */
export interface WorkerPoolOptions {
  /** Processes for quick queries. */
  size?: number
  /** Processes for slow ones, which run at a lower priority. */
  slow?: number
  /** From when on a query is slow. */
  patienceMs?: number
  /** Longest that a query may wait and take in all, but for the start of a process. */
  deadlineMs?: number
  /** Heap of one process. */
  memoryMb?: number
  maxResultBytes?: number
  /** Most queries that wait, and most of them that are slow. */
  maxWaiting?: number
  maxWaitingSlow?: number
}

export const poolDefaults: Required<WorkerPoolOptions> = {
  size: Math.max(2, availableParallelism() - 1),
  slow: 1,
  patienceMs: 100,
  deadlineMs: 2500,
  memoryMb: 384,
  maxResultBytes: 32_000_000,
  maxWaiting: 1000,
  maxWaitingSlow: 8,
}
