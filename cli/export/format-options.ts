import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import type {Exporter} from '#exports'
import {schemaProblems} from '#pipeline'
import {JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import type {Home} from '../home/paths.ts'
import schema from './formats.schema.json' with {type: 'json'}

/** Options by the name of their format; what is not given stays as it is by default. */
export type FormatOptions = Readonly<Record<string, object>>

/**
 * Read `formats.json` of a home.
 *
 * @returns No options where there is no such file.
 * @throws `data` that names file and place.
 * @see docs/formats.md
 */
export function readFormatOptions(home: Home): FormatOptions {
  const path = join(home.dir, 'formats.json')
  if (!existsSync(path)) return {}
  const value = parse(path)
  const [problem] = schemaProblems(value, schema)
  if (problem) {
    throw new CommandError('data', `${path}: ${problem.message}; docs/formats.md has every option`)
  }
  const {format: _, $schema: __, ...options} = value as Record<string, object>
  return options
}

function parse(path: string): unknown {
  try {
    return parseStrictJson(readFileSync(path, 'utf8'), {name: path})
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new CommandError('data', error.message, {cause: error})
  }
}

/** Give exporters the options of a home as their defaults. */
export function withOptions(
  exporters: readonly Exporter[],
  options: FormatOptions,
): readonly Exporter[] {
  return exporters.map((exporter) => ({
    ...exporter,
    defaults: {...exporter.defaults, ...options[exporter.name]},
  }))
}
