import {isoCBOR} from '@simplewebauthn/server/helpers'

import {signWith, trustKeyOf} from '#pipeline'
import {sha256Hex, toBase64Url} from '#schemas'

import type {TrustKey} from '../../../pipeline/approval/types.ts'

/** A key with what signs for it. */
export interface TestKey {
  key: TrustKey
  raw: Uint8Array
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
}

export const from = '2026-01-01T00:00:00.000Z'

/** Make an Ed25519 key, as software would hold it. */
export async function makeKey(): Promise<TestKey> {
  const pair = await crypto.subtle.generateKey({name: 'Ed25519'}, true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new TypeError('Ed25519 gives a pair')
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return {key: await trustKeyOf(raw, from), raw, sign: signWith(pair.privateKey)}
}

const algorithms = {
  ES256: {name: 'ECDSA', namedCurve: 'P-256'},
  EdDSA: {name: 'Ed25519'},
  RS256: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
  ES384: {name: 'ECDSA', namedCurve: 'P-384'},
  PS256: {
    name: 'RSA-PSS',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
  RS256short: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 1024,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
} as const

/** An authenticator with one passkey: it signs with its user verified unless told otherwise. */
export interface TestPasskey {
  key: TrustKey
  cose: Uint8Array
  assert: (challenge: string, changes?: AssertionChanges) => Promise<TestAssertion>
}

export interface AssertionChanges {
  type?: string
  origin?: string
  rpId?: string
  flags?: number
  counter?: number
  /** After the counter; the flag is not set by this. */
  extensions?: Uint8Array
  /** Added to the client data, or instead of what is there. */
  clientData?: Record<string, unknown>
  /** Exact text of the client data. */
  clientDataText?: string
}

export interface TestAssertion {
  signature: Uint8Array
  clientDataJSON: string
  authenticatorData: string
}

export const origin = 'https://studio.example.org'
export const rpId = 'example.org'

/** Make a passkey of an algorithm, in memory. */
export async function makePasskey(algorithm: keyof typeof algorithms): Promise<TestPasskey> {
  const pair = await crypto.subtle.generateKey(algorithms[algorithm], true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new TypeError('an asymmetric algorithm gives a pair')
  const cose = toCose(algorithm, await crypto.subtle.exportKey('jwk', pair.publicKey))
  const key: TrustKey = {
    keyid: await sha256Hex(cose),
    type: 'passkey',
    publicKey: toBase64Url(cose),
    credential: toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
    from,
  }
  const assert: TestPasskey['assert'] = async (challenge, changes = {}) => {
    const clientData = clientDataText(challenge, changes)
    const authenticatorData = await makeAuthenticatorData(changes)
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', clientData))
    const message = new Uint8Array([...authenticatorData, ...hash])
    return {
      signature: await signAssertion(algorithm, pair.privateKey, message),
      clientDataJSON: toBase64Url(clientData),
      authenticatorData: toBase64Url(authenticatorData),
    }
  }
  return {key, cose, assert}
}

function clientDataText(challenge: string, changes: AssertionChanges): Uint8Array<ArrayBuffer> {
  const clientData = {
    type: changes.type ?? 'webauthn.get',
    challenge,
    origin: changes.origin ?? origin,
    crossOrigin: false,
    ...changes.clientData,
  }
  return new TextEncoder().encode(changes.clientDataText ?? JSON.stringify(clientData))
}

async function makeAuthenticatorData(changes: AssertionChanges): Promise<Uint8Array> {
  const id = new TextEncoder().encode(changes.rpId ?? rpId)
  const rpIdHash = new Uint8Array(await crypto.subtle.digest('SHA-256', id))
  const {extensions = new Uint8Array()} = changes
  const bytes = new Uint8Array(37 + extensions.length)
  bytes.set(rpIdHash)
  bytes.set(extensions, 37)
  bytes[32] = changes.flags ?? 0x05
  new DataView(bytes.buffer).setUint32(33, changes.counter ?? 0)
  return bytes
}

async function signAssertion(
  algorithm: keyof typeof algorithms,
  key: CryptoKey,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const {name} = algorithms[algorithm]
  const parameters =
    name === 'ECDSA'
      ? {name, hash: algorithm === 'ES384' ? 'SHA-384' : 'SHA-256'}
      : name === 'RSA-PSS'
        ? {name, saltLength: 32}
        : {name}
  const raw = new Uint8Array(await crypto.subtle.sign(parameters, key, message))
  return name === 'ECDSA' ? toDer(raw) : raw
}

/** Write a raw ECDSA signature (r, s) as DER, as authenticators do. */
function toDer(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2
  const body = [...derInteger(raw.slice(0, half)), ...derInteger(raw.slice(half))]
  return new Uint8Array([0x30, body.length, ...body])
}

function derInteger(bytes: Uint8Array): number[] {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1
  const value = Array.from(bytes.slice(start))
  if ((value[0] ?? 0) >= 0x80) value.unshift(0)
  return [0x02, value.length, ...value]
}

function toCose(algorithm: keyof typeof algorithms, jwk: JsonWebKey): Uint8Array {
  const numbers = {ES256: -7, EdDSA: -8, RS256: -257, ES384: -35, PS256: -37, RS256short: -257}
  const alg = numbers[algorithm]
  if (algorithm === 'EdDSA') {
    return encode([
      [1, 1],
      [3, alg],
      [-1, 6],
      [-2, fromJwk(jwk.x)],
    ])
  }
  if (algorithm === 'ES256' || algorithm === 'ES384') {
    const curve = algorithm === 'ES256' ? 1 : 2
    return encode([
      [1, 2],
      [3, alg],
      [-1, curve],
      [-2, fromJwk(jwk.x)],
      [-3, fromJwk(jwk.y)],
    ])
  }
  return encode([
    [1, 3],
    [3, alg],
    [-1, fromJwk(jwk.n)],
    [-2, fromJwk(jwk.e)],
  ])
}

function fromJwk(text: string | undefined): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text ?? '', 'base64url'))
}

function encode(entries: Array<[number, number | Uint8Array<ArrayBuffer>]>): Uint8Array {
  return isoCBOR.encode(new Map<number, number | Uint8Array<ArrayBuffer>>(entries))
}
