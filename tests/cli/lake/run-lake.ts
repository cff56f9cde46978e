import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'

/** A `marrow lake` in a process of its own. */
export interface LakeProcess {
  child: ChildProcess
  url: string
  out: () => string
  error: () => string
  /** End it by a signal, and give its exit code. */
  end: (signal?: NodeJS.Signals) => Promise<number | null>
}

const running = new Set<ChildProcess>()

/** End what a failed test left. */
export async function endAll(): Promise<void> {
  for (const child of running) {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
}

/** Start a lake on a free port, and wait until it listens. */
export async function startLake(home: string, words: string[] = []): Promise<LakeProcess> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', 'cli/main.ts', 'lake', '--port', '0', ...words],
    {env: {...process.env, MARROW_HOME: home}, stdio: ['ignore', 'pipe', 'pipe']},
  )
  running.add(child)
  child.on('close', () => running.delete(child))
  let [out, error] = ['', '']
  child.stderr.on('data', (chunk) => (error += String(chunk)))
  const {promise, resolve, reject} = Promise.withResolvers<string>()
  child.stdout.on('data', (chunk) => {
    out += String(chunk)
    const url = /is at (http:\S+) /.exec(out)?.[1]
    if (url && out.endsWith('\n')) resolve(url)
  })
  child.on('close', () => reject(new Error(`the lake ended: ${out}${error}`)))
  return {
    child,
    url: await promise,
    out: () => out,
    error: () => error,
    async end(signal = 'SIGTERM') {
      child.kill(signal)
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
      return child.exitCode
    },
  }
}
