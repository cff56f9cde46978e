import {scanJson} from './scan-json.ts'
import type {JsonOptions} from './scan-json.ts'

/**
 * Parse JSON that means one thing to every reader (I-JSON).
 *
 * Beyond `JSON.parse` it refuses duplicate keys, integers beyond 2^53 - 1, numbers that do not fit
 * a double, lone surrogates, U+0000, a byte order mark, the key `__proto__`, and nesting deeper
 * than `maxDepth` (100).
 *
 * @throws `JsonError` with line, column and path.
 */
export function parseStrictJson(text: string, options: JsonOptions = {}): unknown {
  scanJson(text, options)
  return JSON.parse(text) as unknown
}
