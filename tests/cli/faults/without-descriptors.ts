/**
 * Run under a low limit of open files: takes all that are left, and starts each of the processes that
 * Marrow starts. Prints what became of each.
 */
import {closeSync, openSync} from 'node:fs'
import {tmpdir} from 'node:os'

import {callHook} from '../../../cli/hooks/call-hook.ts'
import type {HookEvent} from '../../../cli/hooks/hook-event.ts'
import {Exporting} from '../../../cli/server/exporting.ts'
import {previewInProcess} from '../../../cli/server/preview-in-process.ts'
import {runHook} from '../../../exports/delivery/client/hooks.ts'
import {WorkerPool} from '../../../lake/query/worker-pool.ts'

const now = '2026-03-02T09:00:00Z'
const env = {PATH: process.env['PATH'], MARROW_HOME: process.env['MARROW_HOME']}
const exporting = new Exporting()
const pool = new WorkerPool()
const about = {params: {}, identity: '', now, projectId: '', dataset: ''}
const job = {query: '1 + 1', perspective: {kind: 'raw' as const}, ...about}
const stop = new AbortController().signal
const hook = {name: 'true', on: [], command: ['true'] as [string]}
const event = {type: 'submitted', id: 'x', hash: 'x', entry: null} as unknown

const starts: Record<string, () => Promise<unknown>> = {
  query: () => pool.run(job, () => '[]').then(({json}) => json),
  export: () => exporting.run({out: '', env, now}),
  preview: () => previewInProcess({article: 'none', env, now}),
  hook: () => callHook(hook, event as HookEvent, {cwd: tmpdir(), env, now, stop}),
  pullHook: () => runHook({...hook, timeoutMs: 9000}, event as never, tmpdir(), env),
}

const outcome: Record<string, string> = {}
const taken: number[] = []
try {
  for (;;) taken.push(openSync('/dev/null', 'r'))
} catch {
  // All are taken: that is what it was for.
}
for (const [name, start] of Object.entries(starts)) {
  outcome[name] = await start().then(
    (value) => JSON.stringify(value),
    (error: unknown) => String(error),
  )
}
for (const file of taken) closeSync(file)
outcome['again'] = String(await starts['query']?.())
await exporting.close()
pool.close()
console.log(JSON.stringify(outcome))
