import Negotiator from 'negotiator'

import type {Coding} from './compress.ts'

/** Choose how to compress; null for not at all. */
export function chooseCoding(headers: Headers): Coding | null {
  const header = headers.get('accept-encoding')
  if (header === null) return null
  const chosen = of({'accept-encoding': header}).encoding(['br', 'gzip', 'identity'], {
    preferred: ['br', 'gzip'],
  })
  return chosen === 'br' || chosen === 'gzip' ? chosen : null
}

/** Choose among media types, the first first where the client does not care; null for none. */
export function chooseMediaType(headers: Headers, available: readonly string[]): string | null {
  return of({accept: headers.get('accept') ?? undefined}).mediaType(available) ?? null
}

/** Choose among languages; null for none. */
export function chooseLanguage(headers: Headers, available: readonly string[]): string | null {
  const header = headers.get('accept-language')
  if (header === null) return null
  return of({'accept-language': header}).language(available) ?? null
}

function of(headers: Record<string, string | undefined>): Negotiator {
  return new Negotiator({headers})
}
