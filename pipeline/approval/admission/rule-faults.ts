import type {AcceptedStatement} from '../verify-statement.ts'
import type {Candidate} from './admission.ts'
import {fitFault, timeFault, type Fault} from './fits-edition.ts'

/** What statements of approval are held to, beside their proof. */
export interface Rules {
  /** Hex digest of the policy of today. */
  digest: string
  fourEyes: boolean
  /** When the trust file of today was issued. */
  since: string
  now: string
}

/**
 * Say why a sign-off, reaffirmation or restoration does not count for an edition; null when it
 * does.
 *
 * One made under other rules counts only if the ledger saw it before today's trust file was
 * issued; the quorum of today then decides.
 */
export function ruleFault(
  {verified, signer}: AcceptedStatement,
  edition: Candidate,
  rules: Rules,
): Fault | null {
  const {statement, firstSeen} = verified
  const {sealedAt, contributors} = edition.payload
  const fault = fitFault(statement, edition) ?? timeFault(statement, sealedAt, rules.now)
  if (fault) return fault

  const isOld = firstSeen !== null && Date.parse(firstSeen) < Date.parse(rules.since)
  if (statement.rules !== rules.digest && !isOld) {
    return {code: 'wrong-rules', message: 'It was made under other sign-off rules'}
  }
  // Somebody may have been approved without an identity, or work under the id of the trust file.
  const identities = [...signer.identities, signer.id]
  const own = rules.fourEyes && identities.find((id) => contributors.includes(id))
  if (own) {
    return {
      code: 'self-approval',
      message: `${signer.id} changed the text (as \`${own}\`) and cannot approve it`,
    }
  }
  return null
}
