import {parseStrictJson} from '#schemas'

import {LakeError} from '../lake-error.ts'

/** What a client asks of a listener. */
export interface ListenOptions {
  query: string
  params: Record<string, unknown>
  /** The document after the change goes with every event. */
  includeResult: boolean
  /** The document before it, too. */
  includePreviousRevision: boolean
  includeMutations: boolean
  /** Documents of releases count, too. */
  includeAllVersions: boolean
  effects: boolean
  /** A client that comes back with an event id goes on after it, or is told that it cannot. */
  enableResume: boolean
}

/**
 * Read the query string of a listen request.
 *
 * Parameters of the query are JSON under `$name`.
 *
 * @throws {LakeError} 400 for a missing query, a bad parameter, or an unknown format of effects.
 */
export function parseListenOptions(search: URLSearchParams): ListenOptions {
  const query = search.get('query')
  if (query === null || query.trim() === '') throw refused('A listener needs a `query`')
  const effectFormat = search.get('effectFormat')
  if (effectFormat !== null && effectFormat !== 'mendoza') {
    throw refused('The only `effectFormat` is `mendoza`')
  }
  return {
    query,
    params: parseParams(search),
    includeResult: search.get('includeResult') === 'true',
    includePreviousRevision: search.get('includePreviousRevision') === 'true',
    includeMutations: search.get('includeMutations') !== 'false',
    includeAllVersions: search.get('includeAllVersions') === 'true',
    effects: effectFormat === 'mendoza',
    enableResume: search.get('enableResume') === 'true',
  }
}

function parseParams(search: URLSearchParams): Record<string, unknown> {
  const params = new Map<string, unknown>()
  for (const [name, text] of search) {
    if (!name.startsWith('$')) continue
    try {
      params.set(name.slice(1), parseStrictJson(text, {name}))
    } catch (cause) {
      throw refused(`The parameter \`${name}\` is no JSON`, cause)
    }
  }
  return Object.fromEntries(params)
}

function refused(description: string, cause?: unknown): LakeError {
  return new LakeError(400, 'listenError', description, {cause})
}
