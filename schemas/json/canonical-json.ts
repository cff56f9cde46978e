import canonicalize from 'canonicalize'

import {scanJson} from './scan-json.ts'
import type {JsonOptions} from './scan-json.ts'

/** A value that has no canonical JSON: `undefined`, NaN, a cycle, a lone surrogate. */
export class CanonicalError extends Error {
  override name = 'CanonicalError'
  readonly code = 'not-canonical'
}

/**
 * Write a value as canonical JSON: sorted keys, no white space, one form for each number.
 *
 * What it writes, `parseStrictJson` reads. Properties that are `undefined` are left out.
 *
 * @throws `CanonicalError` for what is not JSON.
 * @throws `JsonError` for what strict JSON refuses, such as U+0000 or an unsafe integer.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown, options: JsonOptions = {}): string {
  const text = write(value)
  if (text === undefined) throw new CanonicalError(`${typeof value} has no JSON`)
  scanJson(text, {name: 'canonical JSON', ...options})
  return text
}

function write(value: unknown): string | undefined {
  try {
    return canonicalize(value)
  } catch (cause) {
    throw new CanonicalError(cause instanceof Error ? cause.message : String(cause), {cause})
  }
}
