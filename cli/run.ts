import {parseArgs} from 'node:util'

import {describeFault, joinKeyArgument} from '#exports'

import {instantOf} from './arguments.ts'
import type {Command, Outcome, Values} from './command.ts'
import {commands} from './commands/index.ts'
import {CommandError} from './fault.ts'
import {helpFor, overview} from './help.ts'
import {homeAt} from './home/paths.ts'
import {printable, printableJson, printableStyled} from './terminal/printable.ts'
import type {Terminal} from './terminal/terminal.ts'

const common = {
  at: {type: 'string'},
  help: {type: 'boolean', short: 'h'},
  json: {type: 'boolean'},
} as const

/** The one mapping of faults to exit codes; every other fault gives 1. */
const exits: Readonly<Record<string, number>> = {
  usage: 2,
  insecure: 2,
  'lake-not-configured': 2,
  'out-is-home': 2,
  'out-is-link': 2,
  'out-is-root': 2,
  'out-not-a-folder': 2,
  'out-not-a-repository': 2,
  'audience-left-out': 2,
  busy: 3,
}

/** What a run reaches of the outside. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  terminal: Terminal
  /** UTC instant for commands without `--at`. */
  clock: () => string
}

/**
 * Run one command line.
 *
 * @param argv Words after the program: the command's name first.
 * @returns The exit code.
 */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  const {terminal} = around
  const json = argv.includes('--json')
  try {
    const {exit, text, data} = await outcomeOf(argv, around)
    terminal.out(json ? printableJson(data) : printableStyled(text, terminal.style.isColoured))
    return exit
  } catch (error) {
    return report(error, json, terminal)
  }
}

async function outcomeOf(argv: readonly string[], around: Surroundings): Promise<Outcome> {
  const [name, ...rest] = argv
  if (name === 'help' || name === '--help' || name === '-h') return helped(overview(commands))
  const command = commands.find((candidate) => candidate.name === name)
  if (command) return runCommand(command, rest, around)
  const what =
    name === undefined || name === '--json' ? 'Give a command' : `There is no command ${name}`
  throw new CommandError('usage', `${what}\n\n${overview(commands)}`)
}

function helped(text: string): Outcome {
  return {exit: 0, text, data: {help: text}}
}

async function runCommand(
  command: Command,
  rest: string[],
  around: Surroundings,
): Promise<Outcome> {
  const {values, positionals} = parse(command, rest)
  if (values['help']) return helped(helpFor(command))
  return command.run({
    positionals,
    values,
    home: homeAt(around.env),
    env: around.env,
    now: values['at'] === undefined ? around.clock() : instantOf(String(values['at']), 'at'),
    terminal: around.terminal,
  })
}

function parse(command: Command, args: string[]): {values: Values; positionals: string[]} {
  try {
    return parseArgs({
      args: joinKeyArgument(args),
      options: {...command.options, ...common},
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new CommandError(
      'usage',
      `${message}\nUsage: npm run marrow -- ${command.name} ${command.usage}`,
      {
        cause: error,
      },
    )
  }
}

function report(error: unknown, json: boolean, terminal: Terminal): number {
  const known = asKnown(error)
  const message = known ? known.message : String(error instanceof Error ? error.stack : error)
  if (json) terminal.out(printableJson({error: {code: known?.code ?? 'bug', message}}))
  else {
    terminal.error(
      terminal.style.bad(known ? 'Error: ' : 'A fault in Marrow itself: ') + printable(message),
    )
  }
  if (!known) return 70
  return (Object.hasOwn(exits, known.code) && exits[known.code]) || 1
}

/** An error with a kebab-case code (ours) or a system's (`ENOSPC`) is no bug: it has a place and a remedy. */
function asKnown(error: unknown): {code: string; message: string} | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? error.code : refusalOfLake(error)
  if (typeof code !== 'string' || !/^([a-z][a-z-]+|E[A-Z]+)$/.test(code)) return undefined
  return {code, message: describeFault(error)}
}

/** The lake's refusals carry Sanity's names, such as `insufficientStorage`. */
function refusalOfLake(error: Error): string | undefined {
  if (error.name !== 'LakeError' || !('type' in error) || typeof error.type !== 'string') {
    return undefined
  }
  return error.type.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
