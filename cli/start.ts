import {processTerminal} from './terminal/terminal.ts'
import {startMarrow} from './start-marrow.ts'

process.exitCode = await startMarrow(process.argv.slice(2), {
  env: process.env,
  terminal: processTerminal(process),
  clock: () => new Date().toISOString(),
})
