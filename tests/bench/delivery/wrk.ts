import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {text} from 'node:stream/consumers'
import {fileURLToPath} from 'node:url'

/** What one round of requests came to. */
export interface Round {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  failed: number
}

/** How to ask. */
export interface Load {
  connections: number
  seconds: number
  headers?: readonly string[]
  /** Each connection waits about a second after each answer, as long as it is told none otherwise. */
  isPaced?: boolean
}

const pace = fileURLToPath(new URL('./pace.lua', import.meta.url))

/** Ask for one address again and again, by `wrk`. */
export async function load(
  url: string,
  {connections, seconds, headers = [], isPaced = false}: Load,
): Promise<Round> {
  const child = spawn(
    'wrk',
    [
      '--threads=1',
      `--connections=${connections}`,
      `--duration=${seconds}s`,
      '--timeout=30s',
      '--latency',
      ...headers.map((header) => `--header=${header}`),
      ...(isPaced ? [`--script=${pace}`] : []),
      url,
    ],
    {stdio: ['ignore', 'pipe', 'inherit']},
  )
  const [report] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (child.exitCode !== 0) throw new Error(`wrk failed: ${report}`)
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(report)
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(report)?.[1] ?? '0'
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(report)![1]),
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(report)![1]!),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(report)![1]!),
    failed: [...(errors?.slice(1) ?? []), refused].reduce((sum, one) => sum + Number(one), 0),
  }
}

function milliseconds(text: string): number {
  const value = Number.parseFloat(text)
  if (text.endsWith('us')) return value / 1000
  return text.endsWith('ms') ? value : value * 1000
}

/** One line of a report. */
export function line(name: string, {perSecond, p50, p99, failed}: Round): string {
  return `${name.padEnd(46)} ${perSecond.toFixed(0).padStart(7)}/s  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(7)} ms  ${failed} failed`
}
