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
  /** Processes for quick queries. */
  size?: number
  /** Processes for slow ones, which run at a lower priority. */
  slow?: number
  /** From when on a query is slow. */
  patienceMs?: number
  /** Longest that a query may take, from when its evaluation starts. */
  deadlineMs?: number
  /** Heap of one process. */
  memoryMb?: number
  maxResultBytes?: number
  /** Most queries that wait, and most of them that are known to be slow. */
  maxWaiting?: number
  maxWaitingSlow?: number
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
  /** The process has started: a task's time runs. */
  isReady: boolean
  isSlow: boolean
  timers: NodeJS.Timeout[]
}

/** Most queries that are remembered as slow. */
const maxKnown = 500
/** Longest that a process may take to start. */
const startMs = 30_000

/**
 * Evaluates queries in processes of their own, a few at a time.
 *
 * A query that overflows, takes too long or takes too much memory ends with its process; another
 * takes its place. A query that loses the pool's patience goes on among the slow ones, and starts
 * there the next time, so that slow queries hold up each other and not the quick ones.
 */
export class WorkerPool {
  readonly #options: Required<WorkerPoolOptions>
  readonly #slots = new Set<Slot>()
  readonly #waiting: Task[] = []
  readonly #waitingSlow: Task[] = []
  /** Queries that were slow, the last one at the end. */
  readonly #known = new Set<string>()
  #isClosed = false

  constructor(options: WorkerPoolOptions = {}) {
    this.#options = {
      size: Math.max(2, availableParallelism() - 1),
      slow: 1,
      patienceMs: 200,
      deadlineMs: 3000,
      memoryMb: 384,
      maxResultBytes: 32_000_000,
      maxWaiting: 1000,
      maxWaitingSlow: 8,
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
      const {maxWaiting, maxWaitingSlow} = this.#options
      const isSlow = this.#known.has(job.query)
      const line = isSlow ? this.#waitingSlow : this.#waiting
      if (line.length >= (isSlow ? maxWaitingSlow : maxWaiting)) {
        throw refused(isSlow ? 'Too many slow queries wait' : 'Too many queries wait')
      }
      line.push({job, answer, resolve, reject})
      this.#assign()
    })
  }

  /** End all processes; queries under way are refused. */
  close(): void {
    this.#isClosed = true
    const tasks = [...this.#waiting.splice(0), ...this.#waitingSlow.splice(0)]
    for (const task of tasks) task.reject(refused('The lake is shutting down'))
    for (const slot of this.#slots) this.#drop(slot, refused('The lake is shutting down'))
  }

  /** Give waiting queries to processes that are free, and start those that are missing. */
  #assign(): void {
    for (const isSlow of [false, true]) {
      const line = isSlow ? this.#waitingSlow : this.#waiting
      while (line.length > 0) {
        const slot = this.#idle(isSlow) ?? this.#start(isSlow)
        if (!slot) break
        const task = line.shift()
        if (task) this.#begin(slot, task)
      }
    }
  }

  #lane(isSlow: boolean): Slot[] {
    return [...this.#slots].filter((slot) => slot.isSlow === isSlow)
  }

  #idle(isSlow: boolean): Slot | undefined {
    return this.#lane(isSlow).find(({task}) => !task)
  }

  #start(isSlow: boolean): Slot | undefined {
    const {size, slow, memoryMb} = this.#options
    if (this.#lane(isSlow).length >= (isSlow ? slow : size)) return undefined
    const process = new EvaluatorProcess(memoryMb, {
      message: (kind, text) => this.#receive(slot, kind, text),
      ended: () => this.#ended(slot),
    })
    const slot: Slot = {process, startedAt: 0, isReady: false, isSlow, timers: []}
    if (isSlow) process.lowerPriority()
    this.#slots.add(slot)
    return slot
  }

  #begin(slot: Slot, task: Task): void {
    slot.task = task
    slot.process.setBusy(true)
    slot.process.send('job', JSON.stringify(task.job))
    if (slot.isReady) this.#startTimers(slot, task)
    else slot.timers = [setTimeout(() => this.#drop(slot, refused('No process starts')), startMs)]
  }

  #startTimers(slot: Slot, task: Task): void {
    const {patienceMs, deadlineMs} = this.#options
    slot.startedAt = performance.now()
    slot.timers = [
      setInterval(() => this.#losePatience(slot, task), patienceMs),
      setTimeout(() => this.#drop(slot, overdue(deadlineMs, task.job.query)), deadlineMs),
    ]
  }

  #ready(slot: Slot): void {
    slot.isReady = true
    for (const timer of slot.timers) clearTimeout(timer)
    if (slot.task) this.#startTimers(slot, slot.task)
  }

  /** Move a slow query out of the way of quick ones; end it where there is no place for it. */
  #losePatience(slot: Slot, task: Task): void {
    this.#remember(task.job.query)
    if (slot.isSlow) return
    if (this.#lane(true).length < this.#options.slow) {
      slot.isSlow = true
      slot.process.lowerPriority()
      this.#start(false)
      this.#assign()
    } else if (!this.#idle(false) && this.#lane(false).length >= this.#options.size) {
      this.#drop(slot, refused('Too many slow queries at a time'))
      this.#start(false)
    }
  }

  #remember(query: string): void {
    this.#known.delete(query)
    this.#known.add(query)
    const [oldest] = this.#known
    if (this.#known.size > maxKnown && oldest !== undefined) this.#known.delete(oldest)
  }

  #receive(slot: Slot, kind: FrameKind, text: string): void {
    if (kind === 'ready') this.#ready(slot)
    const {task} = slot
    if (!task || kind === 'ready') return
    if (kind === 'request') {
      try {
        slot.process.send('documents', task.answer(JSON.parse(text) as StoreRequest))
      } catch (error) {
        this.#drop(slot, error instanceof Error ? error : new Error(String(error)))
      }
      return
    }
    const ms = performance.now() - slot.startedAt
    if (ms < this.#options.patienceMs) this.#known.delete(task.job.query)
    this.#release(slot)
    if (kind === 'result') task.resolve({json: text, ms: Math.round(ms)})
    else task.reject(toLakeError(JSON.parse(text) as QueryFault, task.job.query))
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

function overdue(deadlineMs: number, query: string): LakeError {
  const description = `The query took longer than ${deadlineMs} ms`
  return toLakeError({status: 504, type: 'queryTimeoutError', description}, query)
}
