import type {FormatProblem, FormatProblemCode} from './schema-problems.ts'
import {toInstant} from './time.ts'
import {trustKeys} from './trust-problems.ts'
import type {Trust, TrustKey} from './types.ts'

type Revocation = NonNullable<TrustKey['revoked']>

/**
 * Check that a trust file may follow another.
 *
 * Versions only rise, and nothing that was trusted vanishes: signers, keys and revocations are
 * kept, so that what was signed can be judged for ever. Revoke instead of removing. What was
 * signed under sample keys never becomes real.
 *
 * @returns Problems with paths into `next`; none when it may follow.
 */
export function successionProblems(previous: Trust, next: Trust): FormatProblem[] {
  return [
    ...headProblems(previous, next),
    ...signerProblems(previous, next),
    ...keyProblems(previous, next),
  ]
}

function headProblems(previous: Trust, next: Trust): FormatProblem[] {
  const problems: FormatProblem[] = []
  if (next.version <= previous.version) {
    problems.push(problem('version', 'trust-older', `must be above ${previous.version}`))
  }
  if (toInstant(next.issued) < toInstant(previous.issued)) {
    problems.push(problem('issued', 'trust-older', `must not be before ${previous.issued}`))
  }
  if (previous.sample && !next.sample) {
    problems.push(problem('sample', 'sample-removed', 'must stay: start a trust file of your own'))
  }
  return problems
}

function signerProblems(previous: Trust, next: Trust): FormatProblem[] {
  return previous.signers.flatMap((signer) => {
    const at = next.signers.findIndex(({id}) => id === signer.id)
    const kept = next.signers[at]
    if (!kept) return [removed('signers', 'signer-removed', signer.id)]
    return revocationProblems(`signers[${at}].revoked`, signer.revoked, kept.revoked)
  })
}

function keyProblems(previous: Trust, next: Trust): FormatProblem[] {
  const holders = holdersOf(next)
  const before = holdersOf(previous)
  const kept = new Map(trustKeys(next).map(({key, path}) => [key.keyid, {key, path}]))
  return trustKeys(previous).flatMap(({key}) => {
    const now = kept.get(key.keyid)
    if (!now) return [removed('signers', 'key-removed', `key ${key.keyid}`)]
    if (holders.get(key.keyid) !== before.get(key.keyid)) {
      return [problem(now.path, 'key-moved', 'must stay with its holder')]
    }
    return revocationProblems(`${now.path}.revoked`, key.revoked, now.key.revoked)
  })
}

/** A revocation may become stricter (earlier, compromised), never weaker. */
function revocationProblems(
  path: string,
  before: Revocation | undefined,
  now: Revocation | undefined,
): FormatProblem[] {
  if (!before) return []
  if (!now) return [problem(path, 'revocation-removed', 'must be kept')]
  const isWeaker =
    toInstant(now.at) > toInstant(before.at) ||
    (before.because === 'compromised' && now.because === 'retired')
  return isWeaker ? [problem(path, 'revocation-weakened', 'must not become weaker')] : []
}

/** Signer by key id; release keys have none. */
function holdersOf(trust: Trust): Map<string, string> {
  return new Map(trust.signers.flatMap(({id, keys}) => keys.map(({keyid}) => [keyid, id])))
}

function removed(path: string, code: FormatProblemCode, what: string): FormatProblem {
  return problem(path, code, `must keep ${what}: revoke it instead`)
}

function problem(path: string, code: FormatProblemCode, message: string): FormatProblem {
  return {path, code, message: `\`${path}\` ${message}`}
}
