import {availableParallelism} from 'node:os'

import {LakeError} from '../lake-error.ts'
import type {StoreRequest} from './documents.ts'
import type {Job} from './evaluate-query.ts'
import {EvaluatorProcess} from './evaluator-process.ts'
import type {FrameKind} from './frames.ts'
import {overdue, toLakeError} from './query-error.ts'
import type {QueryFault} from './query-error.ts'
import {queryShape} from './query-shape.ts'

/** Limits of a pool; each has a default. */
export interface WorkerPoolOptions {
  /** Processes for quick queries. */
  size?: number
  /** Processes for slow ones, which run at a lower priority. */
  slow?: number
  /** From when on a query is slow. */
  patienceMs?: number
  /** Longest that a slow query may wait for a process, and then take. */
  deadlineMs?: number
  /** Heap of one process. */
  memoryMb?: number
  maxResultBytes?: number
  /** Most queries that wait, and most of them that are slow. */
  maxWaiting?: number
  maxWaitingSlow?: number
}

/** A job, without what the pool knows. */
export type PoolJob = Omit<Job, 'timeoutMs' | 'maxResultBytes'>

/** A result, as the JSON that the process wrote. */
export interface JobResult {
  json: string
  /** From when the query was taken in hand. */
  ms: number
}

/** What evaluates queries. */
export interface QueryEvaluator {
  /** Evaluate a query; `answer` gets documents for it. */
  run(job: PoolJob, answer: (request: StoreRequest) => string): Promise<JobResult>
  close(): void
}

interface Task {
  job: PoolJob
  shape: string
  answer: (request: StoreRequest) => string
  resolve: (result: JobResult) => void
  reject: (error: Error) => void
  /** Time that it gets among the quick ones. */
  patienceMs: number
  /** Ends the wait of a slow query. */
  timer?: NodeJS.Timeout | undefined
}

interface Slot {
  process: EvaluatorProcess
  task?: Task | undefined
  startedAt: number
  /** The process has started: a task's time runs. */
  isReady: boolean
  isSlow: boolean
  timer?: NodeJS.Timeout | undefined
}

/** Most queries that are remembered as slow. */
const maxKnown = 500
/** Longest that a process may take to start. */
const startMs = 30_000
/** Longest that a process may go on past the time of a query before it is killed. */
const graceMs = 500

/**
 * Evaluates queries in processes of their own, a few at a time.
 *
 * A query that overflows, takes too long or takes too much memory ends, at worst with its process;
 * another takes its place. A query that loses the pool's patience begins again among the slow ones,
 * and starts there the next time: slow queries hold up each other and not the quick ones.
 */
export class WorkerPool implements QueryEvaluator {
  readonly #options: Required<WorkerPoolOptions>
  readonly #slots = new Set<Slot>()
  readonly #waiting: Task[] = []
  readonly #waitingSlow: Task[] = []
  /** Shapes of queries that were slow, the last one at the end. */
  readonly #known = new Set<string>()
  #isClosed = false

  constructor(options: WorkerPoolOptions = {}) {
    this.#options = {
      size: Math.max(2, availableParallelism() - 1),
      slow: 1,
      patienceMs: 100,
      deadlineMs: 3000,
      memoryMb: 384,
      maxResultBytes: 32_000_000,
      maxWaiting: 1000,
      maxWaitingSlow: 8,
      ...options,
    }
  }

  /**
   * Evaluate a query.
   *
   * @param answer
   *   Gets documents for it; called from this thread while the process waits. Once more, from the
   *   start, for a query that turns out to be slow.
   * @throws {LakeError} 400 for the query's faults, 503 when too busy, 504 past the deadline.
   */
  run(job: PoolJob, answer: (request: StoreRequest) => string): Promise<JobResult> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw refused('The lake is shutting down')
      const shape = queryShape(job.query)
      const {patienceMs, maxWaiting} = this.#options
      const task: Task = {job, shape, answer, resolve, reject, patienceMs}
      if (this.#known.has(shape) && !this.#isQuiet()) this.#waitSlowly(task)
      else if (this.#waiting.length < maxWaiting) this.#waiting.push(task)
      else throw refused('Too many queries wait')
      this.#assign()
    })
  }

  /** End all processes; queries under way are refused. */
  close(): void {
    this.#isClosed = true
    const error = refused('The lake is shutting down')
    for (const task of [...this.#waiting.splice(0), ...this.#waitingSlow.splice(0)]) {
      clearTimeout(task.timer)
      task.reject(error)
    }
    for (const slot of this.#slots) this.#drop(slot, error)
  }

  /** Slow queries have all they may have, and quick ones need nothing: a slow one may try there. */
  #isQuiet(): boolean {
    const {maxWaitingSlow} = this.#options
    const isIdle = [...this.#slots].every(({isSlow, task}) => isSlow || !task)
    return this.#waitingSlow.length >= maxWaitingSlow && this.#waiting.length === 0 && isIdle
  }

  /** Put a task in the line of slow ones, for so long at most. */
  #waitSlowly(task: Task): void {
    const {maxWaitingSlow, deadlineMs} = this.#options
    if (this.#waitingSlow.length >= maxWaitingSlow) {
      task.reject(refused('Too many slow queries wait'))
      return
    }
    this.#waitingSlow.push(task)
    task.timer = setTimeout(() => {
      this.#waitingSlow.splice(this.#waitingSlow.indexOf(task), 1)
      task.reject(refused('Other slow queries took all the time'))
    }, deadlineMs)
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

  #idle(isSlow: boolean): Slot | undefined {
    return [...this.#slots].find((slot) => slot.isSlow === isSlow && !slot.task)
  }

  #start(isSlow: boolean): Slot | undefined {
    const {size, slow, memoryMb} = this.#options
    const started = [...this.#slots].filter((slot) => slot.isSlow === isSlow)
    if (started.length >= (isSlow ? slow : size)) return undefined
    const process = new EvaluatorProcess(memoryMb, {
      message: (kind, text) => this.#receive(slot, kind, text),
      ended: () => this.#ended(slot),
    })
    const slot: Slot = {process, startedAt: 0, isReady: false, isSlow}
    if (isSlow) process.lowerPriority()
    this.#slots.add(slot)
    return slot
  }

  #begin(slot: Slot, task: Task): void {
    const {maxResultBytes} = this.#options
    clearTimeout(task.timer)
    slot.task = task
    slot.process.setBusy(true)
    const job: Job = {...task.job, maxResultBytes, timeoutMs: this.#timeoutMs(slot)}
    slot.process.send('job', JSON.stringify(job))
    this.#watch(slot)
  }

  /** Kill a process that does not end its query by itself. */
  #watch(slot: Slot): void {
    clearTimeout(slot.timer)
    slot.startedAt = performance.now()
    const mostMs = slot.isReady ? this.#timeoutMs(slot) + graceMs : startMs
    slot.timer = setTimeout(() => this.#lose(slot), mostMs)
  }

  #timeoutMs({isSlow, task}: Slot): number {
    const {deadlineMs} = this.#options
    return isSlow || !task ? deadlineMs : Math.min(task.patienceMs, deadlineMs)
  }

  #receive(slot: Slot, kind: FrameKind, text: string): void {
    if (kind === 'ready') slot.isReady = true
    const {task} = slot
    if (!task) return
    if (kind === 'ready') this.#watch(slot)
    else if (kind === 'request') this.#answer(slot, task, text)
    else {
      const ms = performance.now() - slot.startedAt
      if (ms < this.#options.patienceMs) this.#known.delete(task.shape)
      this.#release(slot)
      if (kind === 'result') task.resolve({json: text, ms: Math.round(ms)})
      else this.#fail(task, JSON.parse(text) as QueryFault, slot.isSlow)
      this.#assign()
    }
  }

  #answer(slot: Slot, task: Task, text: string): void {
    try {
      slot.process.send('documents', task.answer(JSON.parse(text) as StoreRequest))
    } catch (error) {
      this.#drop(slot, error instanceof Error ? error : new Error(String(error)))
    }
  }

  /** A query that takes longer than a quick one may begins again as a slow one. */
  #fail(task: Task, fault: QueryFault, isSlow: boolean): void {
    if (fault.status !== overdue.status) {
      task.reject(toLakeError(fault, task.job.query))
      return
    }
    const {patienceMs, deadlineMs} = this.#options
    const wasSlow = (fault.cpuMs ?? 0) >= patienceMs / 2
    if (wasSlow) this.#remember(task.shape)
    if (isSlow || (!wasSlow && task.patienceMs >= deadlineMs)) {
      task.reject(toLakeError(fault, task.job.query))
    } else if (wasSlow) this.#waitSlowly(task)
    else {
      // The machine was slow, not the query: once more, with more time.
      task.patienceMs *= 4
      this.#waiting.unshift(task)
    }
  }

  #remember(shape: string): void {
    this.#known.delete(shape)
    this.#known.add(shape)
    const [oldest] = this.#known
    if (this.#known.size > maxKnown && oldest !== undefined) this.#known.delete(oldest)
  }

  /** The process did not end its query in time, or did not start. */
  #lose(slot: Slot): void {
    const {task, isReady, isSlow} = slot
    slot.task = undefined
    // It may have waited for the lake all the time: that says nothing of the query.
    if (task && isReady) this.#fail(task, {...overdue, cpuMs: 0}, isSlow)
    else task?.reject(refused('No process starts'))
    this.#drop(slot, refused('The query was ended'))
  }

  /** The process ended by itself: it ran out of memory, or of time in the middle of a message. */
  #ended(slot: Slot): void {
    const {task} = slot
    if (task && performance.now() - slot.startedAt >= this.#timeoutMs(slot)) {
      this.#lose(slot)
      return
    }
    const fault = {
      status: 400,
      type: 'queryLimitError',
      description: 'The query takes more memory than is allowed',
    }
    this.#drop(slot, toLakeError(fault, task?.job.query ?? ''))
  }

  #drop(slot: Slot, error: Error): void {
    const {task} = slot
    this.#release(slot)
    this.#slots.delete(slot)
    slot.process.kill()
    task?.reject(error)
    if (!this.#isClosed) this.#assign()
  }

  #release(slot: Slot): void {
    clearTimeout(slot.timer)
    slot.task = undefined
    slot.process.setBusy(false)
  }
}

function refused(description: string): LakeError {
  return new LakeError(503, 'queryBusyError', description)
}
