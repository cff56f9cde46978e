import {revocationFault, type SigningTime} from './keys.ts'
import {meaningOf} from './statement.ts'
import {toEnd, toInstant} from './time.ts'
import type {RefusalCode, Signer, Statement, Trust, TrustKey} from './types.ts'

/** Why a signer may not make a statement. */
export interface SignerFault {
  code: RefusalCode
  message: string
}

/**
 * Say why this signer, with this key, may not make this statement; null when they may.
 *
 * Judged by the trust file alone: name, role, meaning, language, credentials at the time of
 * signing, kind of key, and whether key and signer stood then. Signing times are claims; see
 * `revocationFault` for what a compromised key keeps.
 */
export function signerFault(
  statement: Statement,
  holder: {signer: Signer; key: TrustKey},
  trust: Trust,
  firstSeen: string | null,
): SignerFault | null {
  const {signer, key} = holder
  return (
    nameFault(statement, signer) ??
    methodFault(statement, key, trust) ??
    roleFault(statement, signer) ??
    timeFault({at: statement.at, firstSeen}, holder) ??
    credentialFault(statement, signer)
  )
}

function nameFault(statement: Statement, signer: Signer): SignerFault | null {
  const names = [signer.name, ...(signer.formerNames ?? [])]
  if (names.includes(statement.signer.name)) return null
  return fault('unknown-signer', `${signer.id} is not called ${statement.signer.name}`)
}

function methodFault(statement: Statement, key: TrustKey, trust: Trust): SignerFault | null {
  const method = key.type === 'passkey' ? 'passkey' : 'software-key'
  if (statement.method !== method) {
    return fault('malformed-proof', `It says \`${statement.method}\`, but the key is a ${method}`)
  }
  if (method === 'passkey' || trust.policy.softwareKeys) return null
  return fault('software-key-not-allowed', 'The policy takes passkeys only')
}

function roleFault(statement: Statement, signer: Signer): SignerFault | null {
  const {kind, role, meaning, language} = statement
  if (!signer.roles.includes(role)) {
    return fault('wrong-role', `${signer.id} is not ${role} in the trust file`)
  }
  const emergency = kind === 'sign-off' && meaning === 'emergency'
  if (meaning !== meaningOf(kind, role, emergency)) {
    return fault('wrong-meaning', `A ${kind} by a ${role} cannot mean \`${meaning}\``)
  }
  if (!signer.languages.some((range) => covers(range, language))) {
    return fault('wrong-language', `${signer.id} does not sign texts in ${language}`)
  }
  return null
}

function timeFault(
  time: SigningTime,
  {signer, key}: {signer: Signer; key: TrustKey},
): SignerFault | null {
  const code = revocationFault(key, time) ?? revocationFault(signer, time)
  if (code === 'back-dated') {
    return fault(code, `Signed at ${time.at}, before the key was valid (${key.from})`)
  }
  if (code === null) return null
  const revoked = revocationFault(key, time) ? key.revoked : signer.revoked
  const what = revoked === key.revoked ? 'The key' : signer.id
  return fault(code, `${what} was revoked at ${revoked?.at ?? ''} (${revoked?.because ?? ''})`)
}

function credentialFault(statement: Statement, signer: Signer): SignerFault | null {
  const named = statement.signer.credentials
  const lapsed = named.find((name) => !validCredentials(signer, statement.at).includes(name))
  if (lapsed !== undefined) {
    return fault('lapsed-credential', `${signer.id} did not hold ${lapsed} at ${statement.at}`)
  }
  if (statement.role === 'medical-expert' && named.length === 0) {
    return fault('lapsed-credential', `${signer.id} signed as medical expert with no credential`)
  }
  return null
}

/** Names of the credentials that a signer held at a time, in the order of the trust file. */
export function validCredentials(signer: Signer, at: string): string[] {
  const time = toInstant(at)
  const valid = signer.credentials.filter(
    ({from, until}) => toInstant(from) <= time && (until === undefined || time < toEnd(until)),
  )
  return [...new Set(valid.map(({name}) => name))]
}

/** Basic filtering of RFC 4647: `de` covers `de-CH`, not the other way round. */
function covers(range: string, language: string): boolean {
  const [wanted, tag] = [range.toLowerCase(), language.toLowerCase()]
  return wanted === '*' || tag === wanted || tag.startsWith(`${wanted}-`)
}

function fault(code: RefusalCode, message: string): SignerFault {
  return {code, message}
}
