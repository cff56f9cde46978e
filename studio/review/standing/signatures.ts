import {effectiveOf, type Statement, type Trust} from '#pipeline'

import {dayOf, zonedMomentOf} from '../parts/dates.ts'
import {updateTitle} from '../parts/update-words.ts'
import {meanings} from '../timeline/timeline.ts'
import type {ArticleRecords, Version} from '../../records/records.ts'
import {missingRoles} from './offers.ts'
import {pendingIn} from './pending-in.ts'
import {roleNames} from './signer-of.ts'
import {statementFaults} from './statement-faults.ts'

/** One line of who signed a version or said something of it, or still has to. */
export interface SignatureLine {
  key: string
  text: string
  tone: 'good' | 'bad' | 'muted'
}

/** Say who signed a version, what was said of it since, and whose signature is still missing. */
export function signaturesOf(
  records: ArticleRecords,
  trust: Trust | null,
  version: Version,
): SignatureLine[] {
  const faults = statementFaults(records)
  const pending = pendingIn(records)
  const said = records.checks
    .flatMap((check) => ('refusal' in check ? [] : check.verified))
    .filter(({statement}) => statement.edition === version.id)
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
      const update = updateTitle(statement)
      if (update !== null) {
        const text = `${update}: signed by ${who} on ${day}, ${effectWords(statement, pending.has(id))}`
        return {
          key: id,
          text,
          tone: pending.has(id) ? 'muted' : kind === 'withdrawal' ? 'bad' : 'good',
        }
      }
      const what = (meanings[meaning] ?? meaning).split(':')[0]
      return {key: id, text: `${what}: signed by ${who} on ${day}`, tone: 'good'}
    })
  return [...said, ...missing(records, trust, version)]
}

function effectWords(statement: Statement, isPending: boolean): string {
  const moment = zonedMomentOf(effectiveOf(statement))
  return isPending ? `pending until ${moment}` : `effective from ${moment}`
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
