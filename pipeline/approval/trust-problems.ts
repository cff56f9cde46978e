import {passkeyAlgorithm} from './cose-key.ts'
import {decodeKey, publicKeyFromBase64Url} from './keys.ts'
import {ProofError} from './proof-error.ts'
import {schemaProblems, type FormatProblem, type FormatProblemCode} from './schema-problems.ts'
import {toEnd, toInstant} from './time.ts'
import {trustSchema} from './trust-schema.ts'
import type {Trust, TrustKey} from './types.ts'

/**
 * List what is wrong with a trust file, each with its path.
 *
 * First its shape, by `trust.schema.json`; a file of the right shape is then held to what a
 * schema cannot say: ids, keys and lake identities belong to one signer only, keys decode,
 * validities end after they start.
 *
 * @param value
 *   JSON, as `parseStrictJson` gives it.
 */
export function trustProblems(value: unknown): FormatProblem[] {
  const problems = schemaProblems(value, trustSchema)
  return problems.length === 0 && isTrust(value) ? ruleProblems(value) : problems
}

/** Tell whether JSON has the shape of a trust file. */
export function isTrust(value: unknown): value is Trust {
  return schemaProblems(value, trustSchema).length === 0
}

/** Every key of a trust file with its path: release keys first, then each signer's. */
export function trustKeys(trust: Trust): Array<{key: TrustKey; path: string}> {
  return [
    ...trust.release.map((key, index) => ({key, path: `release[${index}]`})),
    ...trust.signers.flatMap((signer, at) =>
      signer.keys.map((key, index) => ({key, path: `signers[${at}].keys[${index}]`})),
    ),
  ]
}

function ruleProblems(trust: Trust): FormatProblem[] {
  return [
    ...repeated(trust.signers.map(({id}, at) => [id, `signers[${at}].id`])),
    ...repeated(trustKeys(trust).map(({key, path}) => [key.keyid, `${path}.keyid`])),
    ...repeated(
      trust.signers.flatMap((signer, at) =>
        signer.identities.map((id, index) => [id, `signers[${at}].identities[${index}]`] as const),
      ),
    ),
    ...quorumProblems(trust),
    ...trustKeys(trust).flatMap(({key, path}) => keyProblems(key, path)),
    ...credentialProblems(trust),
    ...passkeyProblems(trust),
  ]
}

function quorumProblems(trust: Trust): FormatProblem[] {
  const {article, site, emergency} = trust.policy
  const lists = {article, site, 'emergency.quorum': emergency?.quorum ?? []}
  return Object.entries(lists).flatMap(([name, quorums]) =>
    repeated(quorums.map(({role}, index) => [role, `policy.${name}[${index}].role`])),
  )
}

function keyProblems(key: TrustKey, path: string): FormatProblem[] {
  const problems: FormatProblem[] = []
  try {
    if (key.type === 'ed25519') publicKeyFromBase64Url(key.publicKey)
    else {
      passkeyAlgorithm(decodeKey(key.publicKey))
      decodeKey(key.credential ?? '')
    }
  } catch (error) {
    if (!(error instanceof ProofError)) throw error
    problems.push(problem(`${path}.publicKey`, 'key-malformed', error.message))
  }
  if (key.revoked && toInstant(key.revoked.at) < toInstant(key.from)) {
    problems.push(problem(`${path}.revoked.at`, 'ends-before-start', 'is before the key’s `from`'))
  }
  return problems
}

function credentialProblems(trust: Trust): FormatProblem[] {
  return trust.signers.flatMap((signer, at) =>
    signer.credentials.flatMap(({from, until}, index) =>
      until !== undefined && toEnd(until) <= toInstant(from)
        ? [
            problem(
              `signers[${at}].credentials[${index}].until`,
              'ends-before-start',
              'is before `from`',
            ),
          ]
        : [],
    ),
  )
}

function passkeyProblems(trust: Trust): FormatProblem[] {
  const {origins, rpIds} = trust.webauthn
  const has = trustKeys(trust).some(({key}) => key.type === 'passkey')
  if (!has || (origins.length > 0 && rpIds.length > 0)) return []
  return [
    problem('webauthn', 'passkey-nowhere', 'must list origins and rpIds, as there are passkeys'),
  ]
}

function repeated(items: ReadonlyArray<readonly [string, string]>): FormatProblem[] {
  const first = new Map<string, string>()
  return items.flatMap(([value, path]) => {
    const before = first.get(value)
    if (before === undefined) first.set(value, path)
    return before === undefined ? [] : [problem(path, 'repeated', `is the same as \`${before}\``)]
  })
}

function problem(path: string, code: FormatProblemCode, message: string): FormatProblem {
  return {path, code, message: `\`${path}\` ${message}`}
}
