import {exporters, type Exporter} from '#exports'

import {CommandError} from '../fault.ts'

/**
 * Find formats by their names on the command line, such as `html, jats`; each once.
 *
 * @throws `usage` for a format that there is not, with those that there are.
 */
export function formatsNamed(list: string): readonly Exporter[] {
  const found = list.split(',').map((name) => {
    const exporter = exporters.find((each) => each.name === name.trim())
    if (exporter) return exporter
    throw new CommandError(
      'usage',
      `There is no format ${name.trim() || '(empty)'}: choose from ${exporters.map((each) => each.name).join(', ')}`,
    )
  })
  return [...new Set(found)]
}
