import {createHash, generateKeyPairSync, sign} from 'node:crypto'

import {isoCBOR} from '@simplewebauthn/server/helpers'

/** What a test may do wrong on purpose. */
export interface Quirks {
  origin?: string
  rpId?: string
  userHandle?: string
  isUserVerified?: boolean
  type?: string
  /** Signs something else than it says. */
  isForged?: boolean
}

const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** A passkey in software: Ed25519, user verified, the counter as it is told. */
export class SoftAuthenticator {
  readonly id: string
  readonly #keys = generateKeyPairSync('ed25519')
  readonly #origin: string
  #counter = 0

  constructor(name: string, origin: string) {
    this.id = url(createHash('sha256').update(name).digest())
    this.#origin = origin
  }

  /** Answer `navigator.credentials.create`, as JSON text. */
  create(options: {challenge: string; rp: {id: string}}, quirks: Quirks = {}): string {
    const {x = ''} = this.#keys.publicKey.export({format: 'jwk'})
    const key = new Map<number, number | Uint8Array>([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    ])
    const id = Buffer.from(this.id, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const authData = Buffer.concat([
      this.#head(quirks.rpId ?? options.rp.id, 0x40, quirks),
      Buffer.alloc(16),
      length,
      id,
      isoCBOR.encode(key),
    ])
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ])
    return this.#answer({
      clientDataJSON: url(this.#client('webauthn.create', options.challenge, quirks)),
      attestationObject: url(isoCBOR.encode(attestation as never)),
    })
  }

  /** Answer `navigator.credentials.get`, as JSON text. */
  get(user: string, options: {challenge: string; rpId: string}, quirks: Quirks = {}): string {
    const authData = this.#head(quirks.rpId ?? options.rpId, 0, quirks)
    const client = this.#client('webauthn.get', options.challenge, quirks)
    const digest = createHash('sha256').update(client).digest()
    const signed = Buffer.concat([authData, quirks.isForged ? Buffer.alloc(32) : digest])
    return this.#answer({
      clientDataJSON: url(client),
      authenticatorData: url(authData),
      signature: url(sign(null, signed, this.#keys.privateKey)),
      userHandle: url(Buffer.from(quirks.userHandle ?? user)),
    })
  }

  #head(rpId: string, flags: number, {isUserVerified = true}: Quirks): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE((this.#counter += 1))
    const present = 0x01 | (isUserVerified ? 0x04 : 0) | flags
    return Buffer.concat([
      createHash('sha256').update(rpId).digest(),
      Buffer.from([present]),
      counter,
    ])
  }

  #client(type: string, challenge: string, quirks: Quirks): Buffer {
    const origin = quirks.origin ?? this.#origin
    return Buffer.from(JSON.stringify({type: quirks.type ?? type, challenge, origin}))
  }

  #answer(response: object): string {
    const {id} = this
    return JSON.stringify({
      id,
      rawId: id,
      type: 'public-key',
      response,
      clientExtensionResults: {},
    })
  }
}
