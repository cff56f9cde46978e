/** An object of JSON: neither null nor an array. Read its members after `Object.hasOwn`. */
export type JsonRecord = Record<string, unknown>

/** Tell whether a JSON value is an object. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Read a member of an object; what its prototype has does not count. */
export function own(value: JsonRecord, member: string): unknown {
  return Object.hasOwn(value, member) ? value[member] : undefined
}
