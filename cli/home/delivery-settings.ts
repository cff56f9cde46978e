import {existsSync, readFileSync} from 'node:fs'

import {schemaProblems} from '#pipeline'
import {JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import schema from './delivery.schema.json' with {type: 'json'}
import type {Home} from './paths.ts'

/** Settings of delivery; what is not given is as by default. */
export interface DeliverySettings {
  /** How long a head is good for. */
  headHours: number
}

const defaults: DeliverySettings = {headHours: 168}

/**
 * Read `delivery.json` of a home.
 *
 * @throws `data` that names file and place.
 */
export function readDeliverySettings({deliverySettings: path}: Home): DeliverySettings {
  if (!existsSync(path)) return defaults
  const value = parse(path)
  const [problem] = schemaProblems(value, schema)
  if (problem) {
    throw new CommandError('data', `${path}: ${problem.message}; docs/repository.md has an example`)
  }
  return {...defaults, ...(value as Partial<DeliverySettings>)}
}

function parse(path: string): unknown {
  try {
    return parseStrictJson(readFileSync(path, 'utf8'), {name: path})
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new CommandError('data', error.message, {cause: error})
  }
}
