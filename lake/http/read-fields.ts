import {HttpError} from './http-error.ts'

/** Read an object. @throws {HttpError} 400 */
export function readRecord(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw new HttpError(400, 'object-expected', `The ${name} must be a JSON object`)
}

/** Read a text that may be left out. @throws {HttpError} 400 */
export function readText(fields: Record<string, unknown>, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw new HttpError(400, 'text-expected', `\`${name}\` must be a string`)
}

/** Is a query parameter switched on? */
export function isFlag(parameters: URLSearchParams, name: string): boolean {
  return parameters.get(name) === 'true'
}
