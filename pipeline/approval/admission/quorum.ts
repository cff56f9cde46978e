import type {AcceptedStatement} from '../verify-statement.ts'
import type {Quorum, Role} from '../types.ts'

/** How a set of statements meets a quorum. */
export interface QuorumResult {
  met: boolean
  /** The role that each human counts for, by signer id. */
  roles: ReadonlyMap<string, Role>
  /** Roles that nobody is left for; one entry a missing person. */
  missing: Role[]
  /** It would be met if a human could count more than once. */
  humanTwice: boolean
}

/**
 * Match humans with the roles that a quorum asks for; each human counts once.
 *
 * Finds a match if there is one, whoever signed first: somebody with two roles gives way where
 * somebody else can take one of them.
 *
 * @param quorum
 *   An empty one is never met.
 */
export function matchQuorum(
  quorum: readonly Quorum[],
  statements: readonly AcceptedStatement[],
): QuorumResult {
  const slots = quorum.flatMap(({role, count}) => Array.from({length: count}, () => role))
  const signers = new Map<string, Set<Role>>()
  for (const {verified} of statements) {
    const {signer, role} = verified.statement
    signers.set(signer.id, (signers.get(signer.id) ?? new Set<Role>()).add(role))
  }

  const slotOf = new Map<string, number>()
  const take = (slot: number, tried: Set<string>): boolean => {
    for (const [signer, roles] of signers) {
      if (tried.has(signer) || !roles.has(slots[slot]!)) continue
      tried.add(signer)
      const taken = slotOf.get(signer)
      if (taken === undefined || take(taken, tried)) {
        slotOf.set(signer, slot)
        return true
      }
    }
    return false
  }
  const missing = slots.filter((_, slot) => !take(slot, new Set()))

  return {
    met: slots.length > 0 && missing.length === 0,
    roles: new Map([...slotOf].map(([signer, slot]) => [signer, slots[slot]!])),
    missing,
    humanTwice: missing.length > 0 && wouldBeMet(quorum, statements),
  }
}

function wouldBeMet(quorum: readonly Quorum[], statements: readonly AcceptedStatement[]): boolean {
  return quorum.every(
    ({role, count}) =>
      statements.filter(({verified}) => verified.statement.role === role).length >= count,
  )
}
