import {existsSync, readFileSync} from 'node:fs'

import type {SourceStatus} from '#pipeline'
import {parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import type {Home} from './paths.ts'

const statuses = ['current', 'corrected', 'expression-of-concern', 'retracted'] as const

/**
 * Read the record of source checks: `{"<citation id>": {"status": …, "checkedAt": "2026-01-31"}}`.
 *
 * Where there is none every source is unchecked, and nothing is claimed.
 *
 * @throws `data` that names the entry that is wrong.
 */
export function readSourceChecks(home: Home): Record<string, SourceStatus> {
  if (!existsSync(home.sourceChecks)) return {}
  const value = parseStrictJson(readFileSync(home.sourceChecks, 'utf8'), {name: home.sourceChecks})
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CommandError(
      'data',
      `${home.sourceChecks} must be an object of checks by citation id`,
    )
  }
  return Object.fromEntries(
    Object.entries(value).map(([id, check]) => [
      id,
      asStatus(check, `${home.sourceChecks}: ${id}`),
    ]),
  )
}

function asStatus(check: unknown, place: string): SourceStatus {
  if (typeof check === 'object' && check !== null) {
    const {status, checkedAt} = check as Record<string, unknown>
    const known = statuses.find((candidate) => candidate === status)
    if (known && typeof checkedAt === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(checkedAt)) {
      return {status: known, checkedAt}
    }
  }
  throw new CommandError(
    'data',
    `${place} needs a \`status\` (${statuses.join(', ')}) and the calendar day \`checkedAt\``,
  )
}
