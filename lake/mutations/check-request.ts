import {mutationError} from '../lake-error.ts'
import {limits} from './limits.ts'

/** Names that no object may have: they would change what the object is, or break every patch. */
export const refusedNames: ReadonlySet<string> = new Set(['__proto__', 'hasOwnProperty'])

/**
 * Demand that a request can be worked on at all: not too deep, and without names that would change
 * what an object is. Does not itself recurse.
 *
 * @throws {LakeError} 400 with the reason.
 */
export function checkRequest(request: unknown): void {
  let level: object[] = isObject(request) ? [request] : []
  // The request's own arrays and operations are around the values.
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.depth + 10) {
      throw mutationError(400, 'validationError', `Values may be ${limits.depth} levels deep`)
    }
    const next: object[] = []
    for (const value of level) {
      for (const [name, field] of Object.entries(value) as [string, unknown][]) {
        if (refusedNames.has(name)) {
          throw mutationError(400, 'validationError', `"${name}" cannot be a name`)
        }
        if (isObject(field)) next.push(field)
      }
    }
    level = next
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
