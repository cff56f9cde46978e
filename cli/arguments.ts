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
