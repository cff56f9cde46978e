import {limitFault} from './query-error.ts'

/**
 * Write a result as JSON, unless it is too big.
 *
 * The size is estimated first: a value may hold one string a million times, and cost nothing until
 * it is written out.
 *
 * @throws {QueryFaultError} 400 over `maxBytes`.
 */
export function resultJson(result: unknown, maxBytes: number): string {
  if (estimate(result, maxBytes) > maxBytes) throw tooBig(maxBytes)
  const json = JSON.stringify(result ?? null)
  if (Buffer.byteLength(json) > maxBytes) throw tooBig(maxBytes)
  return json
}

/** A lower bound of the length of a value's JSON; stops counting once that is over a limit. */
function estimate(value: unknown, most: number): number {
  let length = 0
  const pending = [value]
  while (pending.length > 0 && length <= most) {
    const next = pending.pop()
    if (typeof next === 'string') length += next.length
    else if (typeof next === 'object' && next !== null) {
      const items: unknown[] = Array.isArray(next) ? next : Object.values(next)
      length += items.length + 2
      if (length <= most) for (const item of items) pending.push(item)
    } else length += 1
  }
  return length
}

function tooBig(maxBytes: number): Error {
  return limitFault(
    `The result is larger than ${maxBytes} bytes: ask for fewer documents or fields`,
  )
}
