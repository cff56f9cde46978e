/**
 * The evaluating process: reads jobs, answers each with a result or a fault.
 *
 * A process and not a thread: V8 ends the whole process when one allocation passes a thread's
 * memory limit. Started by worker-pool.ts, which kills it at a query's deadline.
 */
import {readSync, writeSync} from 'node:fs'
import {Script} from 'node:vm'
import {Worker} from 'node:worker_threads'

import {evaluateQuery} from './evaluate-query.ts'
import type {Job} from './evaluate-query.ts'
import {cutOffCode, fromHeader, headerLength, toFrame} from './frames.ts'
import type {FrameKind} from './frames.ts'
import {installGlob} from './glob.ts'
import {limitFault, overdue, QueryFaultError} from './query-error.ts'
import type {QueryFault} from './query-error.ts'

const input = 0
const output = 3
const job = new Script('evaluateJob()')
let isTalking = false

installGlob()
watchLake()
warmUp()
write('ready', '')
for (let frame = read(); frame; frame = read()) answer(JSON.parse(frame.text) as Job)

function answer(job: Job): void {
  const before = process.cpuUsage()
  try {
    write(
      'result',
      withinTime(job.timeoutMs, () => evaluateQuery(job, ask)),
    )
  } catch (error) {
    // Cut off in the middle of a message, nothing that follows would be understood.
    if (isTalking) process.exit(cutOffCode)
    const {user, system} = process.cpuUsage(before)
    write('fault', JSON.stringify({...faultOf(error), cpuMs: (user + system) / 1000}))
  }
}

/** Do something that V8 ends when its time is over; only a script can be ended so. */
function withinTime(timeoutMs: number, work: () => string): string {
  Object.assign(globalThis, {evaluateJob: work})
  return job.runInThisContext({timeout: timeoutMs}) as string
}

/** Ask the lake for documents, and wait for them. */
function ask(request: object): string {
  isTalking = true
  write('request', JSON.stringify(request))
  const {text} = read() ?? process.exit(0)
  isTalking = false
  return text
}

function faultOf(error: unknown): QueryFault {
  if (error instanceof QueryFaultError) return error.fault
  if ((error as {code?: string} | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return overdue
  if (error instanceof RangeError) {
    return limitFault('The query nests too deep, or makes a text that is too long').fault
  }
  const description = error instanceof Error ? error.message : String(error)
  return {status: 400, type: 'queryError', description}
}

function read(): {kind: FrameKind; text: string} | undefined {
  const header = readBytes(headerLength)
  if (!header) return undefined
  const {kind, length} = fromHeader(header)
  const text = readBytes(length)
  return text && {kind, text: text.toString()}
}

/** Read so many bytes; undefined where the lake has closed its end. */
function readBytes(length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length)
  for (let at = 0; at < length;) {
    const count = readSync(input, bytes, at, length - at, null)
    if (count === 0) return undefined
    at += count
  }
  return bytes
}

function write(kind: FrameKind, text: string): void {
  const frame = toFrame(kind, text)
  for (let at = 0; at < frame.length;) at += writeSync(output, frame, at)
}

/** Have the code compiled before a query's time runs. */
function warmUp(): void {
  const query =
    '*[_type == "a" && b match "c*"] | order(d desc)[0...2]{e, "f": g->h, "i": count(*[j])}'
  const about = {params: {}, identity: '', now: '2026-01-01T00:00:00Z', projectId: '', dataset: ''}
  const limits = {maxResultBytes: 1000, timeoutMs: 1000}
  evaluateQuery({query, perspective: {kind: 'raw'}, ...about, ...limits}, ({kind}) =>
    kind === 'count' ? '0' : '[]',
  )
}

/** End with the lake, even in the middle of a query: a thread looks whether it is still there. */
function watchLake(): void {
  const source = `
    const lake = process.ppid
    setInterval(() => process.ppid === lake || process.kill(process.pid, 'SIGKILL'), 1000)`
  new Worker(source, {eval: true, resourceLimits: {maxOldGenerationSizeMb: 16}}).unref()
}
