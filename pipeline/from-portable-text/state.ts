import type {RootContent} from 'mdast'
import type {VFile} from 'vfile'

import {report} from '../report.ts'

/** A member of an array of Portable Text: an object that nobody parsed yet. */
export type Fields = Record<string, unknown>

/** What the handlers share. */
export interface State {
  file: VFile
  /** Report a fault that loses or changes content; nothing may be published with one. */
  fatal(ruleId: string, reason: string, path: string): void
}

/** Turn one member of a body into mdast nodes. */
export type Handler = (state: State, node: Fields, path: string) => RootContent[]

export function createState(file: VFile): State {
  return {
    file,
    fatal(ruleId, reason, path) {
      report(file, {severity: 'fatal', ruleId, reason, path})
    },
  }
}

/** Check that a value is an object with fields, not an array. */
function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Path of a member of an array: by its key, or by its index where it has none. */
function memberPath(path: string, member: unknown, index: number): string {
  const key = isFields(member) ? member['_key'] : undefined
  return typeof key === 'string' && key !== ''
    ? `${path}[_key==${JSON.stringify(key)}]`
    : `${path}[${index}]`
}

/** Read the members of an array that are objects; another value is fatal, an absent one empty. */
export function members(
  state: State,
  value: unknown,
  path: string,
): Array<{node: Fields; path: string}> {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    state.fatal('malformed', 'This is not an array', path)
    return []
  }
  const result: Array<{node: Fields; path: string}> = []
  for (const [index, node] of value.entries()) {
    const at = memberPath(path, node, index)
    if (isFields(node)) result.push({node, path: at})
    else state.fatal('malformed', 'This member of an array is not an object', at)
  }
  return result
}

/** Read an optional string; another value is fatal. */
export function text(state: State, node: Fields, name: string, path: string): string | undefined {
  const value = node[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  state.fatal('malformed', `\`${name}\` is not a text`, `${path}.${name}`)
  return undefined
}

/** Read the id that a reference names; anything else is fatal and gives `undefined`. */
export function referenceId(
  state: State,
  node: Fields,
  name: string,
  path: string,
): string | undefined {
  const value = node[name]
  const id = isFields(value) ? value['_ref'] : undefined
  if (typeof id === 'string' && id !== '') return id
  state.fatal('reference-malformed', `\`${name}\` does not refer to a document`, `${path}.${name}`)
  return undefined
}
