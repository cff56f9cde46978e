import {run} from './run.ts'
import {processTerminal} from './terminal/terminal.ts'

const terminal = processTerminal({
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
})
const around = {env: process.env, terminal, clock: () => new Date().toISOString()}
const rest = process.argv.slice(2).filter((word) => word !== '--once')

/** The main job: sample content in, signed bundles out, verified. */
const steps = [['seed'], ['export', ...rest], ['verify', 'out', ...rest]]

process.exitCode = 0
for (const words of steps) {
  terminal.out(terminal.style.bold(`\n$ npm run marrow -- ${words.join(' ')}`))
  process.exitCode = await run(words, around)
  if (process.exitCode !== 0) break
}
