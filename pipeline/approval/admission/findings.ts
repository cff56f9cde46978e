import type {Message} from '../../composition.ts'
import {hasId} from '../document-id.ts'
import type {AdmitRequest} from './admission.ts'
import type {Memory} from './ledger-memory.ts'
import type {Statements} from './read-statements.ts'

/**
 * Report what is wrong beside the verdicts: statements that do not count, and what the ledger saw
 * and the source no longer has.
 */
export function findingsOf(
  {editions}: AdmitRequest,
  {broken, present}: Statements,
  memory: Memory,
): Message[] {
  const ids = new Set(editions.filter(hasId).map(({_id}) => _id))
  const missingEditions = [...memory.editions.keys()].filter((id) => !ids.has(id))
  const missingStatements = [...memory.statements.values()]
    .flat()
    .filter(({statement}) => !present.has(statement))

  return [
    ...missingEditions.map((id) =>
      warning('edition-missing', id, `The ledger saw the edition \`${id}\`, and it is gone`),
    ),
    ...missingStatements.map(({id, kind, edition, signer}) =>
      warning(
        'statement-missing',
        id,
        `The ledger saw the ${kind} of \`${edition}\` by ${signer}, and it is gone or altered`,
      ),
    ),
    ...broken.map(({id, code, message}) =>
      warning('statement-refused', id, `\`${id}\` does not count (${code}): ${message}`),
    ),
  ]
}

function warning(ruleId: string, path: string, reason: string): Message {
  return {ruleId, severity: 'warning', reason, path}
}
