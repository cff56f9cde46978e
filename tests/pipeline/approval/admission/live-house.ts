import {appendEntries, statementSeen, verifyStatement} from '#pipeline'

import type {LedgerEvent} from '../../../../pipeline/approval/ledger-entry.ts'
import type {EditionDocument, RawDocument} from '../../../../pipeline/approval/types.ts'
import {makeHouse, now, type House} from './house.ts'

export const later = '2026-03-05T00:00:00.000Z'

/** A house whose first edition is signed, and was exported. */
export async function makeLiveHouse(): Promise<{house: House; edition: EditionDocument}> {
  const house = await makeHouse()
  const edition = await house.submit()
  await house.approve(edition)
  await see(house, {event: 'exported', ...namesOf(edition), bundle: 'f'.repeat(64)})
  return {house, edition}
}

export async function see(house: House, ...events: LedgerEvent[]): Promise<void> {
  house.ledger = await appendEntries(house.ledger, events, now)
}

/** Enter a statement into the ledger, as an export does. */
export async function seeStatement(house: House, document: RawDocument): Promise<void> {
  const check = await verifyStatement(document, house.trust)
  if ('refusal' in check) throw new Error(check.refusal.message)
  await see(house, statementSeen(check.verified))
}

export function namesOf({_id, digest, article, number, language}: EditionDocument) {
  return {edition: _id, digest, article, number, language}
}

export async function verdict(house: House, at = later) {
  const {approved, refused} = await house.admit({now: at})
  return [
    ...approved.map(({payload}) => `${payload.number} approved`),
    ...refused.map(({number, code}) => `${number ?? ''} ${code}`),
  ].toSorted()
}

export function remove(house: House, document: RawDocument): void {
  house.statements = house.statements.filter((item) => item !== document)
}
