import {existsSync, readFileSync} from 'node:fs'

import {JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import type {Home} from './paths.ts'

/** One change of one document. */
export interface Change {
  at: string
  /** Lake identity. */
  author: string
  document: string
}

/**
 * Read who changed what, oldest first. An unfinished last line is no change.
 *
 * @throws `data` that names the line that is not a change.
 */
export function readHistory(home: Home): Change[] {
  const lines = readText(home).split('\n').slice(0, -1)
  return lines.map((line, index) => parseChange(line, home.history, index + 1))
}

function readText({history}: Home): string {
  return existsSync(history) ? readFileSync(history, 'utf8') : ''
}

function parseChange(text: string, name: string, line: number): Change {
  try {
    const value = parseStrictJson(text, {name, line})
    if (isChange(value)) return value
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new CommandError('data', error.message, {cause: error})
  }
  throw new CommandError('data', `${name}:${line}: this is not a change`)
}

function isChange(value: unknown): value is Change {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['at', 'author', 'document'].every(
      (key) => Object.hasOwn(value, key) && typeof Reflect.get(value, key) === 'string',
    )
  )
}
