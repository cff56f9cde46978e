import {spawn} from 'node:child_process'
import {fileURLToPath} from 'node:url'

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
const killer = new URL('killed-at.ts', import.meta.url).href

/** How a command ended that was killed at one of its writes, or was not. */
export interface KilledRun {
  exit: number | null
  signal: string | null
  /** Its writes, such as `renameSync <path>`; none for one that was killed. */
  steps: string[]
  error: string
}

/** Run a command line, killed at its Nth write to a file or to the store. */
export async function runKilled(home: string, words: string[], at?: number): Promise<KilledRun> {
  const env = {...process.env, MARROW_HOME: home}
  const child = spawn(process.execPath, ['--no-warnings', '--import', killer, main, ...words], {
    env: at === undefined ? env : {...env, MARROW_KILL_AT: String(at)},
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let error = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text))
  const {promise, resolve} = Promise.withResolvers<KilledRun>()
  child.on('close', (exit, signal) => {
    const steps = JSON.parse(/^STEPS (.*)$/m.exec(error)?.[1] ?? '[]') as string[]
    resolve({exit, signal, steps, error})
  })
  return promise
}

/**
 * Where to kill a command: after each of the writes that matter, and in the middle of all; at every
 * write in a long run.
 */
export function killPoints(steps: readonly string[], matters: RegExp): number[] {
  const all = steps.map((_, index) => index + 1)
  if (process.env['MARROW_LONG']) return all
  const points = steps.flatMap((step, index) => (matters.test(step) ? [index + 2] : []))
  return [...new Set([Math.floor(steps.length / 2), ...points])].filter((at) => at <= steps.length)
}
