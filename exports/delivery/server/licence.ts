import {schemaProblems} from '#pipeline'
import {parseStrictJson} from '#schemas'

import schema from './licence.schema.json' with {type: 'json'}

/** What one publisher may have. */
export interface Licence {
  /** Id of the `publisher` document. */
  id: string
  name: string
  /**
   * Its index and feed. The exporter puts into an audience what its collections carry and what its
   * embargo has let out; the server shows nothing outside it. Empty for none yet.
   */
  audience: string
  /** Empty for all. */
  collections: string[]
  /** Empty for all. */
  languages: string[]
  /** Names of exporters; empty for all that the bundles hold. */
  formats: string[]
  embargoHours: number
  /** Audiences that it had before, the oldest first; absent for none. */
  former?: FormerAudience[]
}

/** An audience that a publisher had until its profile changed. */
export interface FormerAudience {
  audience: string
  /** UTC instant until which it may read there that the audience was closed. */
  until: string
}

/**
 * Read `delivery/publishers.json`.
 *
 * @throws `JsonError`, or `TypeError` that names the place.
 */
export function parseLicences(text: string): Licence[] {
  const value = parseStrictJson(text, {name: 'publishers.json'})
  const [problem] = schemaProblems(value, schema)
  if (problem) throw new TypeError(`${problem.path} ${problem.message}`)
  const {publishers} = value as {publishers: Licence[]}
  const ids = new Set<string>()
  for (const {id} of publishers) {
    if (ids.has(id)) throw new TypeError(`The publisher \`${id}\` is there twice`)
    ids.add(id)
  }
  return publishers
}

/** List the audiences that a publisher had before and may still read of. */
export function formerOf({former = []}: Pick<Licence, 'former'>, now: string): FormerAudience[] {
  return former.filter(({until}) => Date.parse(now) < Date.parse(until))
}

/** Write `delivery/publishers.json`. */
export function licencesText(publishers: readonly Licence[]): string {
  return `${JSON.stringify({format: 1, publishers}, null, 2)}\n`
}
