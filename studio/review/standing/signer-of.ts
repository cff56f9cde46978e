import type {Role, Signer, Trust, TrustKey} from '#pipeline'

/** Who sits before the Studio. */
export interface Person {
  /** Lake identity. */
  id: string
  name: string
  /** Roles in the lake. */
  roles: readonly string[]
}

/** Find a person in the trust file by their lake identity; null when nobody approved a key yet. */
export function signerOf(trust: Trust, person: Person): Signer | null {
  return (
    trust.signers.find(({id, identities}) => identities.includes(person.id) || id === person.id) ??
    null
  )
}

/** Keys that a signer can sign with now: passkeys first. */
export function usableKeys(signer: Signer, {policy}: Trust, now: string): TrustKey[] {
  if (signer.revoked) return []
  return signer.keys
    .filter(({revoked, from}) => !revoked && Date.parse(from) <= Date.parse(now))
    .filter(({type}) => type === 'passkey' || policy.softwareKeys)
    .toSorted((left, right) => Number(right.type === 'passkey') - Number(left.type === 'passkey'))
}

/** Does a signer sign texts in a language? `de` covers `de-CH`; `*` covers all. */
export function signsLanguage(signer: Signer, language: string): boolean {
  const wanted = language.toLowerCase()
  return signer.languages.some((range) => {
    const known = range.toLowerCase()
    return known === '*' || known === wanted || wanted.startsWith(`${known}-`)
  })
}

/** What a role is called at the desk. */
export const roleNames: Readonly<Record<Role, string>> = {
  editor: 'editor',
  'medical-expert': 'medical expert',
  publisher: 'publisher',
}
