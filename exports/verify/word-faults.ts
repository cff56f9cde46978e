import {effectiveOf, updateOf, verifyStatement} from '#pipeline'
import type {Trust, VerifiedStatement} from '#pipeline'
import {canonicalJson} from '#schemas'

import type {Tombstone} from '../repository/format/head.ts'
import {fault} from './fault.ts'
import type {Fault} from './fault.ts'

/**
 * Say where the words of a tombstone are not those of the person whose withdrawal is inside.
 *
 * This file and what it imports is all that the publisher's client needs: it renders no notice.
 *
 * @param path Of the tombstone.
 * @returns
 *   The verified withdrawal; null where there is none, and then the tombstone has no words either.
 */
export async function wordFaults(
  tombstone: Tombstone,
  trust: Trust,
  path: string,
): Promise<{faults: Fault[]; verified: VerifiedStatement | null}> {
  const {envelope, statement, edition, notice, withdrawnAt} = tombstone
  const altered = (message: string): Fault => fault('tombstone-altered', path, message)
  if (envelope === null) {
    const isSilent = statement === '' && notice === undefined
    const faults = isSilent ? [] : [altered('has words, or a statement, and no signed withdrawal')]
    return {faults, verified: null}
  }
  const document = {_id: statement, _type: 'statement', edition, kind: 'withdrawal', envelope}
  const check = await verifyStatement(document, trust, withdrawnAt)
  if ('refusal' in check) {
    return {faults: [altered(`its withdrawal: ${check.refusal.message}`)], verified: null}
  }
  return {faults: factFaults(tombstone, trust, check.verified, path), verified: check.verified}
}

function factFaults(
  tombstone: Tombstone,
  {publisher, sample}: Trust,
  {statement}: VerifiedStatement,
  path: string,
): Fault[] {
  const {article, language, number, edition, digest, at, notice} = statement
  const signed = {
    publisher,
    sample,
    article,
    language,
    number,
    edition,
    digest,
    severity: statement.severity ?? 'safety',
    update: updateOf(statement) ?? 'withdrawal',
    effective: effectiveOf(statement),
    withdrawnAt: at,
    notice: notice ?? null,
  }
  return Object.entries(signed).flatMap(([member, wanted]) => {
    const said: unknown = Reflect.get(tombstone, member) ?? null
    if (canonicalJson(said) === canonicalJson(wanted)) return []
    return [fault('tombstone-altered', path, `its \`${member}\` is not what the person signed`)]
  })
}
