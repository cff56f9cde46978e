import Negotiator from 'negotiator'

import type {Coding} from './compress.ts'

/** No client says more; of a list without end every entry would be compared with every other. */
const mostCharacters = 1024

/** Choose how to compress; null for not at all. */
export function chooseCoding(headers: Headers): Coding | null {
  const header = sensible(headers, 'accept-encoding')
  if (header === null) return null
  const chosen = of({'accept-encoding': header}).encoding(['br', 'gzip', 'identity'], {
    preferred: ['br', 'gzip'],
  })
  return chosen === 'br' || chosen === 'gzip' ? chosen : null
}

/** Choose among media types, the first first where the client does not care; null for none. */
export function chooseMediaType(headers: Headers, available: readonly string[]): string | null {
  return of({accept: sensible(headers, 'accept') ?? undefined}).mediaType(available) ?? null
}

/** Choose among languages; null for none. */
export function chooseLanguage(headers: Headers, available: readonly string[]): string | null {
  const header = sensible(headers, 'accept-language')
  if (header === null) return null
  return of({'accept-language': header}).language(available) ?? null
}

/** Read a header; one that is too long says nothing. */
function sensible(headers: Headers, name: string): string | null {
  const header = headers.get(name)
  return header !== null && header.length <= mostCharacters ? header : null
}

function of(headers: Record<string, string | undefined>): Negotiator {
  return new Negotiator({headers})
}
