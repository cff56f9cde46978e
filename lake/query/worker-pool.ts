import {LakeError} from '../lake-error.ts'
import type {StoreRequest} from './documents.ts'
import type {Job} from './evaluate-query.ts'
import {EvaluatorProcess} from './evaluator-process.ts'
import {cutOffCode} from './frames.ts'
import type {FrameKind} from './frames.ts'
import type {JobResult, PoolJob, QueryEvaluator} from './query-evaluator.ts'
import {overdue, toLakeError} from './query-error.ts'
import type {QueryFault} from './query-error.ts'
import {queryShape} from './query-shape.ts'
import {ShapeMemory} from './shape-memory.ts'
import {poolDefaults} from './worker-pool-options.ts'
import type {WorkerPoolOptions} from './worker-pool-options.ts'
import type {Slot, Task} from './worker-task.ts'

/** A process that has just started, or a loaded machine, makes quick queries slow now and then. */
const trust = 5
/** Longest that a process may take to start. */
const startMs = 30_000
/** Longest that a process may go on past the time of a query before it is killed. */
const graceMs = 500

/**
 * Evaluates queries in processes of their own, a few at a time.
 *
 * A query that overflows, takes too long or takes too much memory ends, at worst with its process;
 * another takes its place. A query that loses the pool's patience begins again among the slow ones,
 * and starts there the next time: slow queries hold up each other and not the quick ones. From when
 * a query is taken in hand, it is answered or refused by its deadline, however often it begins.
 */
export class WorkerPool implements QueryEvaluator {
  readonly #options: Required<WorkerPoolOptions>
  readonly #slots = new Set<Slot>()
  readonly #waiting: Task[] = []
  readonly #waitingSlow: Task[] = []
  /** 1 for what was slow lately. */
  readonly #known = new ShapeMemory()
  /** How often in a row what was quick may be slow. */
  readonly #trust = new ShapeMemory()
  #isClosed = false

  constructor(options: WorkerPoolOptions = {}) {
    this.#options = {...poolDefaults, ...options}
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
      const {patienceMs, maxWaiting, deadlineMs} = this.#options
      const askedAt = performance.now()
      const expiresAt = askedAt + deadlineMs
      const task: Task = {
        job,
        shape,
        answer,
        resolve,
        reject,
        patienceMs,
        askedAt,
        hasBegun: false,
        expiresAt,
      }
      task.timer = setTimeout(() => this.#expire(task), deadlineMs)
      if (this.#known.get(shape) > 0 && !this.#isQuiet()) this.#waitSlowly(task)
      else if (this.#waiting.length < maxWaiting) this.#waiting.push(task)
      else this.#refuse(task, refused('Too many queries wait'))
      this.#assign()
    })
  }

  /** End all processes; queries under way are refused. */
  close(): void {
    this.#isClosed = true
    const error = refused('The lake is shutting down')
    for (const task of [...this.#waiting.splice(0), ...this.#waitingSlow.splice(0)]) {
      this.#refuse(task, error)
    }
    for (const slot of this.#slots) this.#drop(slot, error)
  }

  /** Slow queries have all they may have, and quick ones need nothing: a slow one may try there. */
  #isQuiet(): boolean {
    const {maxWaitingSlow} = this.#options
    const isIdle = [...this.#slots].every(({isSlow, task}) => isSlow || !task)
    return this.#waitingSlow.length >= maxWaitingSlow && this.#waiting.length === 0 && isIdle
  }

  /** Put a task in the line of slow ones. */
  #waitSlowly(task: Task): void {
    if (this.#waitingSlow.length < this.#options.maxWaitingSlow) this.#waitingSlow.push(task)
    else this.#refuse(task, refused('Too many slow queries wait'))
  }

  /** Refuse a task whose time is over while it waits; one that runs is ended by its process. */
  #expire(task: Task): void {
    for (const [line, isSlow] of [
      [this.#waiting, false] as const,
      [this.#waitingSlow, true] as const,
    ]) {
      const place = line.indexOf(task)
      if (place === -1) continue
      const isStarting = ![...this.#slots].some((slot) => slot.isSlow === isSlow && slot.isReady)
      const isNew = !isSlow && !task.hasBegun
      const mostMs = isStarting ? startMs : isNew ? 4 * this.#options.deadlineMs : 0
      if (performance.now() - task.askedAt < mostMs) this.#grantTime(task)
      else {
        line.splice(place, 1)
        this.#refuse(task, refused('Other queries took all the time'))
      }
    }
  }

  /** Let a task's time begin now: what it waited for was no query. */
  #grantTime(task: Task): void {
    const {deadlineMs} = this.#options
    clearTimeout(task.timer)
    task.expiresAt = performance.now() + deadlineMs
    task.timer = setTimeout(() => this.#expire(task), deadlineMs)
  }

  #refuse(task: Task, error: Error): void {
    clearTimeout(task.timer)
    task.reject(error)
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
      ended: (code) => this.#ended(slot, code),
    })
    const slot: Slot = {process, startedAt: 0, timeoutMs: 0, isReady: false, isSlow}
    if (isSlow) process.lowerPriority()
    this.#slots.add(slot)
    return slot
  }

  #begin(slot: Slot, task: Task): void {
    const {maxResultBytes} = this.#options
    if (!task.hasBegun && !slot.isSlow) this.#grantTime(task)
    task.hasBegun = true
    slot.task = task
    slot.timeoutMs = this.#timeFor(task, slot.isSlow)
    slot.process.setBusy(true)
    const job: Job = {...task.job, maxResultBytes, timeoutMs: slot.timeoutMs}
    slot.process.send('job', JSON.stringify(job))
    this.#watch(slot)
  }

  /** Kill a process that does not end its query by itself. */
  #watch(slot: Slot): void {
    clearTimeout(slot.timer)
    slot.startedAt = performance.now()
    slot.timer = setTimeout(
      () => this.#lose(slot),
      slot.isReady ? slot.timeoutMs + graceMs : startMs,
    )
  }

  #timeFor(task: Task, isSlow: boolean): number {
    const left = Math.max(1, Math.ceil(task.expiresAt - performance.now()))
    return isSlow ? left : Math.min(task.patienceMs, left)
  }

  #receive(slot: Slot, kind: FrameKind, text: string): void {
    if (kind === 'ready') slot.isReady = true
    const {task} = slot
    if (!task) return
    if (kind === 'ready') {
      this.#grantTime(task)
      this.#watch(slot)
    } else if (kind === 'request') this.#answer(slot, task, text)
    else {
      const ms = performance.now() - slot.startedAt
      if (ms < this.#options.patienceMs) {
        this.#known.set(task.shape, 0)
        if (kind === 'result') this.#trust.set(task.shape, trust)
      }
      this.#release(slot)
      if (kind === 'result') {
        clearTimeout(task.timer)
        task.resolve({json: text, ms: Math.round(ms)})
      } else this.#fail(task, JSON.parse(text) as QueryFault, slot.isSlow)
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
    const error = toLakeError(fault, task.job.query)
    if (fault.status !== overdue.status) {
      this.#refuse(task, error)
      return
    }
    const wasSlow = (fault.cpuMs ?? 0) >= this.#options.patienceMs / 2
    const isNews = this.#trust.get(task.shape) > 0
    if (wasSlow) this.#trust.set(task.shape, this.#trust.get(task.shape) - 1)
    if (wasSlow && !isNews) this.#known.set(task.shape, 1)
    if (isSlow || performance.now() >= task.expiresAt) this.#refuse(task, error)
    else if (wasSlow && !isNews) this.#waitSlowly(task)
    else this.#tryAgain(task)
  }

  /** The machine was slow, it seems, and not the query: once more, with more time. */
  #tryAgain(task: Task): void {
    task.patienceMs *= 4
    this.#waiting.unshift(task)
  }

  /** The process did not end its query in time, or did not start. */
  #lose(slot: Slot): void {
    const {task, isReady, isSlow} = slot
    slot.task = undefined
    if (task && !isReady) this.#refuse(task, refused('No process starts'))
    // It did not even end when it was told to, or waited for the lake all the time.
    else if (task) this.#fail(task, {...overdue, cpuMs: this.#options.patienceMs}, isSlow)
    this.#drop(slot, refused('The query was ended'))
  }

  /** The process did not start, or ended by itself: out of memory, or of time in the middle of a message. */
  #ended(slot: Slot, code: number | null): void {
    const {task} = slot
    if (task && code === cutOffCode && task.patienceMs <= this.#options.patienceMs) {
      // It waited for the lake, which says nothing of the query: the first time.
      slot.task = undefined
      this.#fail(task, {...overdue, cpuMs: 0}, slot.isSlow)
      this.#drop(slot, refused('The query was ended'))
      return
    }
    const isLate = performance.now() - slot.startedAt >= slot.timeoutMs
    if (task && (!slot.isReady || code === cutOffCode || isLate)) {
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
    if (task) this.#refuse(task, error)
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
