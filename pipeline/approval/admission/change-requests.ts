import type {RefusalCode, Role, Trust} from '../types.ts'
import type {AcceptedStatement} from '../verify-statement.ts'
import type {Candidate} from './admission.ts'
import type {Memory} from './ledger-memory.ts'
import type {Statements} from './read-statements.ts'

/** A signed change request, from its document or from the ledger's memory of it. */
interface Request {
  id: string
  signer: string
  role: Role
  at: string
  lifts: string | null
  /** Its document is gone. */
  remembered: boolean
}

/**
 * Find a change request that blocks an edition.
 *
 * One by a role that the policy requires blocks until that signer lifts it or signs off later.
 * One that vanished from the source counts by the ledger; one that was altered blocks too. What
 * vanished holds, and never lets anything out: a lift counts by its document alone.
 *
 * @param signOffs
 *   Sign-offs that count for the edition.
 */
export function blockingRequest(
  edition: Candidate,
  statements: Statements,
  memory: Memory,
  trust: Trust,
  signOffs: readonly AcceptedStatement[],
): {id: string; code: RefusalCode; message: string} | null {
  const required = new Set(trust.policy[edition.payload.kind].map(({role}) => role))
  const requests = [
    ...requestsAbout(edition, statements),
    ...rememberedRequests(edition, statements, memory),
  ]
  const lifted = new Set(
    requests.flatMap(({lifts, signer}) => (lifts === null ? [] : [`${signer} ${lifts}`])),
  )

  const blocking = requests.find(
    ({id, signer, role, at, lifts}) =>
      lifts === null &&
      required.has(role) &&
      !lifted.has(`${signer} ${id}`) &&
      !signOffs.some(
        ({verified: {statement}}) =>
          statement.signer.id === signer && Date.parse(statement.at) > Date.parse(at),
      ),
  )
  if (!blocking) return null

  const {id, signer, at, remembered} = blocking
  const gone = remembered ? '; its document is gone, but the ledger saw it' : ''
  return {
    id,
    code: 'change-requested',
    message: `${signer} asked for changes at ${at} (\`${id}\`)${gone}`,
  }
}

function requestsAbout(edition: Candidate, statements: Statements): Request[] {
  return statements
    .about(edition)
    .filter(({verified}) => verified.statement.kind === 'change-request')
    .map(({verified: {id, statement}}) => ({
      id,
      signer: statement.signer.id,
      role: statement.role,
      at: statement.at,
      lifts: statement.lifts ?? null,
      remembered: false,
    }))
}

function rememberedRequests(
  {id, payload}: Candidate,
  statements: Statements,
  memory: Memory,
): Request[] {
  return (memory.statements.get(payload.article) ?? [])
    .filter(
      (seen) =>
        seen.kind === 'change-request' &&
        seen.lifts === undefined &&
        seen.edition === id &&
        !statements.present.has(seen.statement),
    )
    .map((seen) => ({
      id: seen.id,
      signer: seen.signer,
      role: seen.role,
      at: seen.signedAt,
      lifts: null,
      remembered: true,
    }))
}
