import {exporters, type Exporter} from '#exports'
import {publishedId, type RawDocument} from '#pipeline'

import {CommandError} from '../fault.ts'

/** Formats where neither the command line nor a publisher's profile says which. */
export const usualFormats = ['html', 'json']

/**
 * Find formats by their names on the command line, such as `html, jats`; each once.
 *
 * @throws `usage` for a format that there is not, with those that there are.
 */
export function formatsNamed(list: string): readonly Exporter[] {
  return find(list.split(','), '')
}

/**
 * Find the formats that publishers are to get: all that any profile has, else the usual ones.
 *
 * @param documents
 *   Of the workspace; drafts do not count.
 * @throws `data` for a format that there is not, with the profile that has it.
 */
export function formatsOfProfiles(documents: Iterable<RawDocument>): readonly Exporter[] {
  const chosen = [...documents]
    .filter(({_id, _type}) => _type === 'publisher' && _id === publishedId(_id))
    .flatMap(({_id, formats}) =>
      Array.isArray(formats)
        ? find(formats.map(String), `\`${_id}\` has it among its formats: `)
        : [],
    )
  if (chosen.length === 0) return find(usualFormats, '')
  return exporters.filter((exporter) => chosen.includes(exporter))
}

function find(names: readonly string[], where: string): readonly Exporter[] {
  const found = names.map((name) => {
    const exporter = exporters.find((each) => each.name === name.trim())
    if (exporter) return exporter
    throw new CommandError(
      where === '' ? 'usage' : 'data',
      `There is no format ${name.trim() || '(empty)'}: ${where}choose from ${exporters.map((each) => each.name).join(', ')}`,
    )
  })
  return [...new Set(found)]
}
