import {verifyAuthenticationResponse, verifyRegistrationResponse} from '@simplewebauthn/server'

import type {Effects} from '../effects.ts'
import type {AccountStore, Passkey, User} from '../store/store.ts'
import type {ChallengeUse, PasskeyChallenges} from './passkey-challenges.ts'

/** Where passkeys are made and used. */
export interface RelyingParty {
  /** Name that a passkey is bound to, such as `localhost`. */
  id: string
  /** Origins of the login page. */
  origins: readonly string[]
}

/** What verifying a passkey needs. */
export interface PasskeyDesk extends Effects {
  accounts: AccountStore
  challenges: PasskeyChallenges
}

/** EdDSA, ES256, RS256. */
const algorithms = [-8, -7, -257]

/** Longest answer of a browser, as JSON. */
const mostCharacters = 16 * 1024

/** What `navigator.credentials.get` is given: no ids, so that the person is found by the passkey. */
export function authenticationOptions(challenge: string, party: RelyingParty): object {
  return {challenge, rpId: party.id, userVerification: 'required', timeout: 300_000}
}

/** What `navigator.credentials.create` is given. */
export function registrationOptions(
  challenge: string,
  party: RelyingParty,
  {id, name, email}: User,
  known: readonly Passkey[],
): object {
  return {
    challenge,
    rp: {id: party.id, name: 'Marrow'},
    user: {id: toBase64Url(id), name: email, displayName: name},
    pubKeyCredParams: algorithms.map((alg) => ({type: 'public-key', alg})),
    excludeCredentials: known.map((passkey) => ({type: 'public-key', id: passkey.id})),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
    timeout: 300_000,
  }
}

/**
 * Find out who logs in with a passkey.
 *
 * @param answer
 *   The browser's, as JSON text.
 * @returns
 *   Null for a passkey that is unknown, an answer that is not sound, and a disabled user: nothing
 *   tells these apart.
 */
export async function userOfPasskey(
  answer: string,
  use: ChallengeUse,
  party: RelyingParty,
  {accounts, challenges}: PasskeyDesk,
): Promise<User | null> {
  const response = readAnswer(answer)
  const passkey = response && accounts.passkey(response.id)
  const user = passkey && accounts.user(passkey.user)
  if (!response || !passkey || !user || user.disabled) return null
  // The authenticator must mean the same person as we do.
  if (response.response['userHandle'] !== toBase64Url(user.id)) return null
  const challenge = challengeOf(response)
  const verified = await unlessRefused(() =>
    verifyAuthenticationResponse({
      response: response as never,
      expectedChallenge: (given) => challenges.isGood(given, use),
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    }),
  )
  if (!verified?.verified || !challenges.use(challenge, use)) return null
  accounts.putPasskey({...passkey, counter: verified.authenticationInfo.newCounter})
  return user
}

/** Keep a new passkey of a user. @returns False for an answer that is not sound. */
export async function keepPasskey(
  answer: string,
  user: User,
  use: ChallengeUse,
  party: RelyingParty,
  {accounts, challenges, clock}: PasskeyDesk,
): Promise<boolean> {
  const response = readAnswer(answer)
  if (!response) return false
  const challenge = challengeOf(response)
  const verified = await unlessRefused(() =>
    verifyRegistrationResponse({
      response: response as never,
      expectedChallenge: (given) => challenges.isGood(given, use),
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  )
  if (!verified?.verified || !challenges.use(challenge, use)) return false
  const {id, publicKey, counter} = verified.registrationInfo.credential
  if (accounts.passkey(id)) return false
  const createdAt = clock()
  accounts.putPasskey({
    id,
    user: user.id,
    publicKey: toBase64Url(publicKey),
    counter,
    label: `made ${createdAt.slice(0, 10)}`,
    createdAt,
  })
  return true
}

interface Answer {
  id: string
  response: Record<string, unknown>
}

/** The library checks what is in it; whatever it throws at nonsense is a refusal. */
function readAnswer(text: string): Answer | null {
  if (text.length > mostCharacters) return null
  try {
    const value = JSON.parse(text) as Partial<Answer> | null
    if (typeof value?.id !== 'string' || typeof value.response !== 'object') return null
    return value.response === null ? null : (value as Answer)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The challenge that an answer claims; the library holds it against the one that was signed. */
function challengeOf({response}: Answer): string {
  try {
    const data = Buffer.from(String(response['clientDataJSON']), 'base64url').toString()
    return String((JSON.parse(data) as {challenge?: unknown} | null)?.challenge)
  } catch (error) {
    if (error instanceof SyntaxError) return ''
    throw error
  }
}

async function unlessRefused<T>(verify: () => Promise<T>): Promise<T | null> {
  try {
    return await verify()
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

function toBase64Url(value: string | Uint8Array): string {
  return Buffer.from(value).toString('base64url')
}
