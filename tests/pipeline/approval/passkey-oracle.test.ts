import {verifyAuthenticationResponse} from '@simplewebauthn/server'
import fc from 'fast-check'
import {beforeAll, describe, expect, it} from 'vitest'

import {makePasskeyEnvelope, passkeyChallenge, preAuthEncoding, verifyEnvelope} from '#pipeline'
import {fromBase64Url, toBase64Url} from '#schemas'

import {
  makePasskey,
  origin,
  rpId,
  type AssertionChanges,
  type TestAssertion,
  type TestPasskey,
} from './test-keys.ts'

const type = 'application/test'
const payload = new TextEncoder().encode('{"edition":"1"}')
const numRuns = process.env['MARROW_LONG'] ? 500 : 25

let challenge: string
beforeAll(async () => {
  challenge = await passkeyChallenge(preAuthEncoding(type, payload))
})

async function weAccept(assertion: TestAssertion, {key}: TestPasskey): Promise<boolean> {
  const text = makePasskeyEnvelope(type, payload, key.keyid, assertion)
  return accepted(verifyEnvelope(text, type, [key], {origins: [origin], rpIds: [rpId]}))
}

async function libraryAccepts(assertion: TestAssertion, passkey: TestPasskey): Promise<boolean> {
  const id = passkey.key.credential!
  const {signature, ...parts} = assertion
  const verification = verifyAuthenticationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {...parts, signature: toBase64Url(signature)},
    },
    expectedChallenge: challenge,
    expectedOrigin: [origin],
    expectedRPID: [rpId],
    requireUserVerification: true,
    credential: {id, publicKey: new Uint8Array(passkey.cose), counter: -1},
  })
  return accepted(verification.then(({verified}) => verified || Promise.reject(new Error('no'))))
}

async function accepted(verification: Promise<unknown>): Promise<boolean> {
  return verification.then(
    () => true,
    () => false,
  )
}

const extensions: Array<[string, number[]]> = [
  ['none', []],
  ['an empty map', [0xa0]],
  ['a map', [0xa1, 0x61, 0x61, 0xf5]],
  ['a map of maps', [0xa1, 0x61, 0x61, 0xa1, 0x61, 0x62, 0x01]],
  ['a map and a byte more', [0xa0, 0x00]],
  ['a number written too long', [0xa1, 0x61, 0x61, 0x18, 0x01]],
  ['no map', [0x01]],
  ['half a map', [0xa1, 0x61]],
]

describe.each(['ES256', 'EdDSA', 'RS256'] as const)('of %s assertions', (algorithm) => {
  let passkey: TestPasskey
  beforeAll(async () => {
    passkey = await makePasskey(algorithm)
  })

  async function judge(assertion: TestAssertion): Promise<{ours: boolean; library: boolean}> {
    return {
      ours: await weAccept(assertion, passkey),
      library: await libraryAccepts(assertion, passkey),
    }
  }

  it('the library judges as we do, for all flags, extensions and counters', async () => {
    let good = 0
    for (let flags = 0; flags < 256; flags += 1) {
      // Both what the flags promise and the other way round.
      for (const bytes of [[], [0xa0]]) {
        const changes = {flags, counter: flags, extensions: new Uint8Array(bytes)}
        const {ours, library} = await judge(await passkey.assert(challenge, changes))
        expect(ours, `flags ${flags}`).toBe(library)
        if (ours) good += 1
      }
    }
    // Present, verified and not attested: 8 of 32 flags of each, less those of a false backup.
    expect(good).toBeGreaterThan(0)
  })

  it.each(extensions)('the library judges as we do, with extensions: %s', async (_, bytes) => {
    for (const flags of [0x05, 0x85]) {
      const changes = {flags, extensions: new Uint8Array(bytes)}
      const {ours, library} = await judge(await passkey.assert(challenge, changes))
      expect(ours).toBe(library)
    }
  })

  it('the library judges as we do, for what is signed anew', async () => {
    const changed: AssertionChanges[] = [
      {},
      {type: 'webauthn.create'},
      {origin: `${origin}.evil.example`},
      {rpId: 'other.example.org'},
      {clientDataText: '{'},
      {clientDataText: 'null'},
      {clientData: {topOrigin: origin}},
      {clientData: {androidPackageName: 'x', other: [1]}},
    ]
    for (const changes of changed) {
      const {ours, library} = await judge(await passkey.assert(challenge, changes))
      expect(ours, JSON.stringify(changes)).toBe(library)
    }
    const {ours, library} = await judge(await passkey.assert(`${challenge}x`))
    expect([ours, library]).toEqual([false, false])
  })

  it('the library refuses what we refuse, for any bit that is flipped', async () => {
    const {signature, ...parts} = await passkey.assert(challenge)
    const pieces = [
      signature,
      fromBase64Url(parts.authenticatorData),
      fromBase64Url(parts.clientDataJSON),
    ]
    // Lengths and types of an ECDSA signature's DER: there we are stricter than the library.
    const sAt = 4 + signature[3]!
    const isFraming = (piece: number, at: number): boolean =>
      algorithm === 'ES256' && piece === 0 && [0, 1, 2, 3, sAt, sAt + 1].includes(at)
    const bit = fc.record({piece: fc.nat(2), at: fc.nat(), bit: fc.nat(7)})
    await fc.assert(
      fc.asyncProperty(bit, async (flip) => {
        const changed = pieces.map((bytes) => bytes.slice())
        const bytes = changed[flip.piece]!
        bytes[flip.at % bytes.length]! ^= 1 << flip.bit
        const [sig, authenticator, client] = changed
        const judged = await judge({
          signature: sig!,
          authenticatorData: toBase64Url(authenticator!),
          clientDataJSON: toBase64Url(client!),
        })
        expect(judged.ours).toBe(false)
        if (!isFraming(flip.piece, flip.at % bytes.length)) expect(judged.library).toBe(false)
      }),
      {numRuns},
    )
  })
})

describe('where we are stricter than the library', () => {
  it('an assertion that carries a new credential is refused', async () => {
    const passkey = await makePasskey('ES256')
    const credential = [...new Uint8Array(16), 0, 1, 7, ...passkey.cose]
    const changes = {flags: 0x45, extensions: new Uint8Array(credential)}
    const assertion = await passkey.assert(challenge, changes)
    expect(await libraryAccepts(assertion, passkey)).toBe(true)
    expect(await weAccept(assertion, passkey)).toBe(false)
  })

  it('an assertion from inside a frame of another site is refused', async () => {
    const passkey = await makePasskey('EdDSA')
    const assertion = await passkey.assert(challenge, {clientData: {crossOrigin: true}})
    expect(await libraryAccepts(assertion, passkey)).toBe(true)
    expect(await weAccept(assertion, passkey)).toBe(false)
  })
})
