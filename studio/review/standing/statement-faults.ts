import type {RefusalCode} from '#pipeline'

import type {ArticleRecords} from '../../records/records.ts'
import {pendingIn} from './pending-in.ts'

/** Codes that name a statement which does its work: it holds the version. */
const working = new Set<RefusalCode>(['change-requested', 'withdrawn'])

/**
 * Why statements do not count, by their ids: what the gate says of the newest version. One that
 * waits for its time is without a fault.
 */
export function statementFaults(
  records: Pick<ArticleRecords, 'admission' | 'refusal'>,
): Map<string, string> {
  const pending = pendingIn(records)
  const reasons =
    records.refusal?.reasons.filter(
      ({code, statement}) => !working.has(code) && !pending.has(statement),
    ) ?? []
  return new Map(reasons.map(({message, statement}) => [statement, message]))
}
