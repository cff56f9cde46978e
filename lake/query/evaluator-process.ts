import {spawn} from 'node:child_process'
import type {ChildProcess} from 'node:child_process'
import type {Socket} from 'node:net'
import {setPriority} from 'node:os'
import {fileURLToPath} from 'node:url'

import {fromHeader, headerLength, toFrame} from './frames.ts'
import type {FrameKind} from './frames.ts'

const program = fileURLToPath(new URL('evaluator.ts', import.meta.url))
const compileCache = process.env['NODE_COMPILE_CACHE']

/** Niceness of slow queries: about a third of the time of a processor that others want too. */
const lowPriority = 5

/** What hears of an evaluating process. */
export interface EvaluatorEvents {
  message(kind: FrameKind, text: string): void
  /** It ended, by itself (with its exit code) or killed; nothing more comes. */
  ended(code: number | null): void
}

/** A process that evaluates one query at a time, and keeps nothing of it. */
export class EvaluatorProcess {
  readonly #child: ChildProcess
  readonly #events: EvaluatorEvents
  #chunks: Buffer[] = []
  #received = 0

  /** @param memoryMb Size of its heap; passing it ends the process. */
  constructor(memoryMb: number, events: EvaluatorEvents) {
    this.#events = events
    const flags = [`--max-old-space-size=${memoryMb}`, '--disable-warning=ExperimentalWarning']
    this.#child = spawn(process.execPath, [...flags, program], {
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      // Ctrl-C in a terminal is for the lake, which lets its queries end.
      detached: true,
      // Nothing but where Node keeps what it compiled.
      env: compileCache === undefined ? {} : {NODE_COMPILE_CACHE: compileCache},
    })
    this.#child.on('error', () => this.#events.ended(null))
    this.#child.on('exit', (code) => this.#events.ended(code))
    // A process that ended while it was written to says so by `exit`.
    this.#child.stdin?.on('error', () => undefined)
    this.#output?.on('data', (chunk: Buffer) => this.#receive(chunk))
    this.setBusy(false)
  }

  send(kind: FrameKind, text: string): void {
    this.#child.stdin?.write(toFrame(kind, text))
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /** Let other processes go first. There is no way back. */
  lowerPriority(): void {
    const {pid} = this.#child
    if (pid === undefined) return
    try {
      setPriority(pid, lowPriority)
    } catch (error) {
      // The process is gone already: `ended` says so.
      if ((error as {code?: string}).code !== 'ERR_SYSTEM_ERROR') throw error
    }
  }

  /** An idle process does not keep the lake's process from ending; a query does. */
  setBusy(isBusy: boolean): void {
    const streams = [this.#child, this.#child.stdin as Socket | null, this.#output]
    for (const stream of streams) {
      if (isBusy) stream?.ref()
      else stream?.unref()
    }
  }

  /** None where the process could not be started, such as where too many files are open. */
  get #output(): Socket | undefined {
    const {stdio} = this.#child as {stdio?: ChildProcess['stdio']}
    return stdio?.[3] as Socket | undefined
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#received += chunk.length
    while (this.#received >= headerLength) {
      const bytes = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : this.#peek()
      const {kind, length} = fromHeader(bytes)
      const end = headerLength + length
      if (this.#received < end) return
      const whole = Buffer.concat(this.#chunks)
      const rest = whole.subarray(end)
      this.#chunks = rest.length > 0 ? [rest] : []
      this.#received = rest.length
      this.#events.message(kind, whole.toString('utf8', headerLength, end))
    }
  }

  #peek(): Buffer {
    const [first] = this.#chunks
    if (first && first.length >= headerLength) return first
    this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0] as Buffer
  }
}
