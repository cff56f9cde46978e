import {availableParallelism} from 'node:os'

import {LakeError} from '../lake-error.ts'
import type {StoreRequest} from './documents.ts'
import type {Job} from './evaluate-query.ts'
import {EvaluatorProcess} from './evaluator-process.ts'
import type {FrameKind} from './frames.ts'
import {toLakeError} from './query-error.ts'
import type {QueryFault} from './query-error.ts'

/** Limits of a pool; each has a default. */
export interface WorkerPoolOptions {
  /** Processes for queries; one more may run for each slow query let on. */
  size?: number
  /** Queries that may go on past `patienceMs` while others wait. */
  slow?: number
  patienceMs?: number
  /** Longest that a query may take, from when its evaluation starts. */
  deadlineMs?: number
  /** Heap of one process. */
  memoryMb?: number
  maxResultBytes?: number
  /** Most queries that wait. */
  maxWaiting?: number
}

/** A result, as the JSON that the process wrote. */
export interface JobResult {
  json: string
  /** From when the query was taken in hand. */
  ms: number
}

interface Task {
  job: Job
  answer: (request: StoreRequest) => string
  resolve: (result: JobResult) => void
  reject: (error: Error) => void
}

interface Slot {
  process: EvaluatorProcess
  task?: Task | undefined
  startedAt: number
  isSlow: boolean
  timers: NodeJS.Timeout[]
}

/**
 * Evaluates queries in processes of their own, a few at a time.
 *
 * A query that overflows, takes too long or takes too much memory ends with its process; another
 * takes its place. Slow queries cannot hold up the others: only so many may be slow at a time.
 */
export class WorkerPool {
  readonly #options: Required<WorkerPoolOptions>
  readonly #slots = new Set<Slot>()
  readonly #waiting: Task[] = []
  #isClosed = false

  constructor(options: WorkerPoolOptions = {}) {
    this.#options = {
      size: Math.max(2, availableParallelism() - 1),
      slow: 1,
      patienceMs: 250,
      deadlineMs: 3000,
      memoryMb: 384,
      maxResultBytes: 32_000_000,
      maxWaiting: 1000,
      ...options,
    }
  }

  get maxResultBytes(): number {
    return this.#options.maxResultBytes
  }

  /**
   * Evaluate a query.
   *
   * @param answer
   *   Gets documents for it; called from this thread while the process waits.
   * @throws {LakeError} 400 for the query's faults, 503 when too busy, 504 past the deadline.
   */
  run(job: Job, answer: (request: StoreRequest) => string): Promise<JobResult> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw refused('The lake is shutting down')
      if (this.#waiting.length >= this.#options.maxWaiting) throw refused('Too many queries wait')
      this.#waiting.push({job, answer, resolve, reject})
      this.#assign()
    })
  }

  /** End all processes; queries under way are refused. */
  close(): void {
    this.#isClosed = true
    for (const task of this.#waiting.splice(0)) task.reject(refused('The lake is shutting down'))
    for (const slot of this.#slots) this.#drop(slot, refused('The lake is shutting down'))
  }

  /** Give waiting queries to processes that are free, and start those that are missing. */
  #assign(): void {
    while (this.#waiting.length > 0) {
      const slot = [...this.#slots].find(({task}) => !task) ?? this.#start()
      if (!slot) return
      const task = this.#waiting.shift()
      if (task) this.#begin(slot, task)
    }
  }

  #start(): Slot | undefined {
    const quick = [...this.#slots].filter(({isSlow}) => !isSlow)
    if (quick.length >= this.#options.size) return undefined
    const process = new EvaluatorProcess(this.#options.memoryMb, {
      message: (kind, text) => this.#receive(slot, kind, text),
      ended: () => this.#ended(slot),
    })
    const slot: Slot = {process, startedAt: 0, isSlow: false, timers: []}
    this.#slots.add(slot)
    return slot
  }

  #begin(slot: Slot, task: Task): void {
    const {patienceMs, deadlineMs} = this.#options
    slot.task = task
    slot.startedAt = performance.now()
    slot.process.setBusy(true)
    slot.process.send('job', JSON.stringify(task.job))
    slot.timers = [
      setInterval(() => this.#losePatience(slot), patienceMs),
      setTimeout(() => {
        const fault = {
          status: 504,
          type: 'queryTimeoutError',
          description: `The query took longer than ${deadlineMs} ms`,
        }
        this.#drop(slot, toLakeError(fault, task.job.query))
      }, deadlineMs),
    ]
  }

  /** Let a slow query go on in a place of its own, as long as there is one or no one waits. */
  #losePatience(slot: Slot): void {
    if (slot.isSlow || this.#waiting.length === 0) return
    const slow = [...this.#slots].filter(({isSlow}) => isSlow).length
    if (slow < this.#options.slow) {
      slot.isSlow = true
      this.#assign()
    } else this.#drop(slot, refused('Too many slow queries at a time'))
  }

  #receive(slot: Slot, kind: FrameKind, text: string): void {
    const {task} = slot
    if (!task) return
    if (kind === 'request') {
      try {
        slot.process.send('documents', task.answer(JSON.parse(text) as StoreRequest))
      } catch (error) {
        this.#drop(slot, error instanceof Error ? error : new Error(String(error)))
      }
      return
    }
    this.#release(slot)
    if (kind === 'result') {
      task.resolve({json: text, ms: Math.round(performance.now() - slot.startedAt)})
    } else task.reject(toLakeError(JSON.parse(text) as QueryFault, task.job.query))
    // A process beyond the usual number was for a slow query.
    if (slot.isSlow) this.#drop(slot)
    this.#assign()
  }

  /** The process ended by itself: it ran out of memory. */
  #ended(slot: Slot): void {
    const fault = {
      status: 400,
      type: 'queryLimitError',
      description: 'The query takes more memory than is allowed',
    }
    this.#drop(slot, slot.task && toLakeError(fault, slot.task.job.query))
  }

  #drop(slot: Slot, error?: Error): void {
    const {task} = slot
    this.#release(slot)
    this.#slots.delete(slot)
    slot.process.kill()
    if (task) task.reject(error ?? refused('The query was ended'))
    if (!this.#isClosed) this.#assign()
  }

  #release(slot: Slot): void {
    for (const timer of slot.timers) clearTimeout(timer)
    slot.timers = []
    slot.task = undefined
    slot.process.setBusy(false)
  }
}

function refused(description: string): LakeError {
  return new LakeError(503, 'queryBusyError', description)
}
