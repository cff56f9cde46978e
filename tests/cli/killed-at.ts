/**
 * Preloaded into a command: kills it at its Nth write to a file or to the store, N being
 * `MARROW_KILL_AT`; without that it lists them on standard error.
 */
import fs from 'node:fs'
import {syncBuiltinESMExports} from 'node:module'
import {DatabaseSync, StatementSync} from 'node:sqlite'

const at = Number(process.env['MARROW_KILL_AT'] ?? Infinity)
const steps: string[] = []

function step(what: string): void {
  steps.push(what)
  if (steps.length === at) process.kill(process.pid, 'SIGKILL')
}

function watch(owner: object, names: readonly string[]): void {
  for (const name of names) {
    const original = Reflect.get(owner, name) as (...values: unknown[]) => unknown
    Reflect.set(owner, name, function watched(this: unknown, ...values: unknown[]) {
      step(`${name} ${typeof values[0] === 'string' ? values[0].slice(0, 200) : ''}`)
      return original.apply(this, values)
    })
  }
}

watch(fs, ['renameSync', 'writeFileSync', 'fsyncSync', 'mkdirSync', 'rmSync'])
watch(DatabaseSync.prototype, ['exec'])
watch(StatementSync.prototype, ['run'])
syncBuiltinESMExports()
process.on('exit', () => console.error(`STEPS ${JSON.stringify(steps)}`))
