import type {StoreRequest} from './documents.ts'
import type {EvaluatorProcess} from './evaluator-process.ts'
import type {JobResult, PoolJob} from './query-evaluator.ts'

/** A query on its way through the pool. */
export interface Task {
  job: PoolJob
  shape: string
  answer: (request: StoreRequest) => string
  resolve: (result: JobResult) => void
  reject: (error: Error) => void
  /** Time that it gets among the quick ones. */
  patienceMs: number
  askedAt: number
  /** A process has had it. */
  hasBegun: boolean
  /** When it must have its answer. */
  expiresAt: number
  /** Ends its wait. */
  timer?: NodeJS.Timeout
}

/** A process of the pool, and what it works on. */
export interface Slot {
  process: EvaluatorProcess
  task?: Task | undefined
  startedAt: number
  /** What its task may take. */
  timeoutMs: number
  /** The process has started: a task's time runs. */
  isReady: boolean
  isSlow: boolean
  timer?: NodeJS.Timeout | undefined
}
