import type {RefusalCode} from '#pipeline'

import type {ArticleRecords} from '../../records/records.ts'

/** Codes that name a statement which does its work: it holds the version. */
const working = new Set<RefusalCode>(['change-requested', 'withdrawn'])

/** Why statements do not count, by their ids: what the gate says of the newest version. */
export function statementFaults({refusal}: Pick<ArticleRecords, 'refusal'>): Map<string, string> {
  const reasons = refusal?.reasons.filter(({code}) => !working.has(code)) ?? []
  return new Map(reasons.map(({message, statement}) => [statement, message]))
}
