import type {ParseArgsOptionsConfig} from 'node:util'

import type {Home} from './home/paths.ts'
import type {Terminal} from './terminal/terminal.ts'

/** Options as parsed: a string, several strings, or a flag. */
export type Values = Record<string, string | boolean | Array<string | boolean> | undefined>

/** What a command is given. */
export interface CommandInput {
  positionals: string[]
  values: Values
  home: Home
  env: NodeJS.ProcessEnv
  /** UTC instant: `--at`, else the clock, read once. */
  now: string
  terminal: Terminal
}

/** What a command answers: words for people, data for machines, an exit code. */
export interface Outcome {
  /** `docs/cli.md` lists them: 0 done, 1 a fault in the data or a failed verification, 4 stale. */
  exit: 0 | 1 | 4
  text: string
  data: unknown
}

/** One command. Adding one: a file here, a line in `commands/index.ts`, a row in `docs/cli.md`, a test. */
export interface Command {
  name: string
  summary: string
  /** What follows the name, such as `<article> --as <identity>`. */
  usage: string
  options: ParseArgsOptionsConfig
  /** Of each option, for `--help`. */
  help: Record<string, string>
  run(input: CommandInput): Promise<Outcome>
}
