import type {VerifiedStatement} from '../types.ts'

/** Sort statements by the time that they claim, then by id. */
export function compareTime(a: VerifiedStatement, b: VerifiedStatement): number {
  const difference = Date.parse(a.statement.at) - Date.parse(b.statement.at)
  return difference || (a.id < b.id ? -1 : 1)
}
