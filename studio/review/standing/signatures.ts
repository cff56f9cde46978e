import type {Trust} from '#pipeline'

import {dayOf} from '../parts/dates.ts'
import {meanings} from '../timeline/timeline.ts'
import type {ArticleRecords, Version} from '../../records/records.ts'
import {missingRoles} from './offers.ts'
import {roleNames} from './signer-of.ts'
import {statementFaults} from './statement-faults.ts'

/** One line of who signed a version, or still has to. */
export interface SignatureLine {
  key: string
  text: string
  tone: 'good' | 'bad' | 'muted'
}

/** Say who signed a version and whose signature is still missing. */
export function signaturesOf(
  records: ArticleRecords,
  trust: Trust | null,
  version: Version,
): SignatureLine[] {
  const faults = statementFaults(records)
  const said = records.checks
    .flatMap((check) => ('refusal' in check ? [] : check.verified))
    .filter(({statement}) => statement.edition === version.id)
    .filter(({statement}) =>
      ['sign-off', 'reaffirmation', 'change-request'].includes(statement.kind),
    )
    .toSorted((a, b) => Date.parse(a.statement.at) - Date.parse(b.statement.at))
    .map(({id, statement}): SignatureLine => {
      const {at, kind, lifts, meaning, signer} = statement
      const who = [signer.name, ...signer.credentials].join(', ')
      const fault = faults.get(id)
      const day = dayOf(at)
      if (fault) {
        // The gate names people by their ids; the line has their name already.
        const why = fault.replace(signer.id, 'they').replaceAll('`', '')
        return {key: id, text: `${who} signed on ${day}; it does not count: ${why}`, tone: 'bad'}
      }
      if (kind === 'change-request') {
        const text = lifts ? 'settled their request' : 'asked for changes'
        return {key: id, text: `${who} ${text} on ${day}`, tone: lifts ? 'good' : 'bad'}
      }
      const what = (meanings[meaning] ?? meaning).split(':')[0]
      return {key: id, text: `${what}: signed by ${who} on ${day}`, tone: 'good'}
    })
  return [...said, ...missing(records, trust, version)]
}

function missing(
  records: ArticleRecords,
  trust: Trust | null,
  {id, payload}: Version,
): SignatureLine[] {
  if (!trust || !payload || records.newest?.id !== id || records.approved?.id === id) return []
  return missingRoles(records, trust.policy[payload.kind]).map((role, index) => ({
    key: `${role}-${index}`,
    text: `Waits for the signature of ${role === 'editor' ? 'an' : 'a'} ${roleNames[role]}`,
    tone: 'muted',
  }))
}
