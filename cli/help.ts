import type {Command} from './command.ts'
import {table} from './terminal/table.ts'

/** List every command. */
export function overview(commands: readonly Command[]): string {
  return [
    'Marrow: signed medical articles, from draft to publisher, with proof.',
    '',
    'Usage: npm run marrow -- <command> [options]',
    '',
    table(commands.map(({name, summary}) => [`  ${name}`, summary])),
    '',
    'Every command takes --help, --json (standard output is JSON alone) and --at TIME (the clock).',
    'Local state lives under MARROW_HOME (default .marrow/).',
  ].join('\n')
}

/** Explain one command. */
export function helpFor(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => [
    `  --${name}${option.type === 'string' ? ` ${name.toUpperCase()}` : ''}`,
    command.help[name] ?? '',
  ])
  return [
    `${command.summary}.`,
    '',
    `Usage: npm run marrow -- ${command.name} ${command.usage}`.trimEnd(),
    ...(options.length > 0 ? ['', table(options)] : []),
  ].join('\n')
}
