import type {CommandInput} from './command.ts'
import {CommandError} from './fault.ts'

/** @throws `usage` when the option was not given. */
export function required({values}: CommandInput, name: string): string {
  const value = values[name]
  if (typeof value === 'string' && value !== '') return value
  throw new CommandError('usage', `--${name} is needed: see --help`)
}

/** The option's text, if it was given. */
export function given({values}: CommandInput, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** The texts of an option that may be given several times. */
export function several({values}: CommandInput, name: string): string[] {
  const value = values[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** @throws `usage` unless the option is one of `choices`. */
export function choice<const T extends string>(
  input: CommandInput,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  const value = given(input, name) ?? fallback
  const found = choices.find((candidate) => candidate === value)
  if (found !== undefined) return found
  throw new CommandError('usage', `--${name} is one of ${choices.join(', ')}, not ${value}`)
}

/** @throws `usage` unless there is exactly one word after the command's name. */
export function onePositional({positionals}: CommandInput, what: string): string {
  const [value, ...more] = positionals
  if (value !== undefined && more.length === 0) return value
  throw new CommandError('usage', `Give one ${what}: see --help`)
}

/** Read a time such as 2026-01-31T12:00:00Z; a UTC instant. @throws `usage` for anything without its zone. */
export function instantOf(text: string, name: string): string {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  throw new CommandError(
    'usage',
    `--${name} takes a time such as 2026-01-31T12:00:00Z, not ${text}`,
  )
}
