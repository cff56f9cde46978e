import type {Refusal, Trust} from '../types.ts'
import {effectiveOf, isPending} from '../update-type.ts'
import type {AcceptedStatement} from '../verify-statement.ts'
import type {Candidate} from './admission.ts'
import type {Fault} from './fits-edition.ts'
import {matchQuorum} from './quorum.ts'
import type {Statements} from './read-statements.ts'
import {ruleFault, type Rules} from './rule-faults.ts'

/** Restorations of one edition. */
export interface Restorations {
  counted: AcceptedStatement[]
  reasons: Refusal['reasons']
}

/** Judge every restoration that names an edition; one that waits for its time does not count yet. */
export function judgeRestorations(
  edition: Candidate,
  statements: Statements,
  rules: Rules,
): Restorations {
  const result: Restorations = {counted: [], reasons: []}
  for (const item of statements.about(edition)) {
    if (item.verified.statement.kind !== 'restoration') continue
    const fault = ruleFault(item, edition, rules) ?? effectFault(item, rules.now)
    if (fault) result.reasons.push({statement: item.verified.id, ...fault})
    else result.counted.push(item)
  }
  return result
}

function effectFault({verified: {statement}}: AcceptedStatement, now: string): Fault | null {
  if (!isPending(statement, now)) return null
  return {code: 'future-dated', message: `It takes effect at ${effectiveOf(statement)}`}
}

/** Tell whether the full policy restored an edition after a time. */
export function isRestored(
  edition: Candidate,
  {counted}: Restorations,
  trust: Trust,
  after: string,
): boolean {
  const later = counted.filter(
    ({verified}) => Date.parse(verified.statement.at) > Date.parse(after),
  )
  return matchQuorum(trust.policy[edition.payload.kind], later).met
}
