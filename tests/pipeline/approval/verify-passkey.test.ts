import {beforeAll, describe, expect, it} from 'vitest'

import {
  makePasskeyEnvelope,
  passkeyAlgorithm,
  passkeyChallenge,
  preAuthEncoding,
  verifyEnvelope,
} from '#pipeline'
import {fromBase64Url, toBase64Url} from '#schemas'

import type {ProofRule} from '../../../pipeline/approval/proof-error.ts'
import type {TrustKey} from '../../../pipeline/approval/types.ts'
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
const policy = {origins: [origin, 'https://other.example.org'], rpIds: [rpId]}

async function challengeOf(bytes: Uint8Array): Promise<string> {
  return passkeyChallenge(preAuthEncoding(type, bytes))
}

function verify(assertion: TestAssertion, key: TrustKey, pinned = policy): Promise<unknown> {
  const text = makePasskeyEnvelope(type, payload, key.keyid, assertion)
  return verifyEnvelope(text, type, [key], pinned)
}

describe.each(['ES256', 'EdDSA', 'RS256'] as const)('a passkey with %s', (algorithm) => {
  let passkey: TestPasskey
  beforeAll(async () => {
    passkey = await makePasskey(algorithm)
  })

  it('verifies', async () => {
    expect(passkeyAlgorithm(passkey.cose)).toBe(algorithm)
    const assertion = await passkey.assert(await challengeOf(payload))
    expect(await verify(assertion, passkey.key)).toMatchObject({payload, method: 'passkey'})
  })

  it('is refused when the signature, the client data or the authenticator data changed', async () => {
    const assertion = await passkey.assert(await challengeOf(payload))
    const signature = assertion.signature.slice()
    signature[12] = (signature[12] ?? 0) ^ 1
    await expect(verify({...assertion, signature}, passkey.key)).rejects.toMatchObject({
      code: 'malformed-proof',
      rule: 'signature-wrong',
    })

    const data = Buffer.from(fromBase64Url(assertion.clientDataJSON)).toString()
    const clientDataJSON = toBase64Url(Buffer.from(data.replace('}', ',"x":1}')))
    await expect(verify({...assertion, clientDataJSON}, passkey.key)).rejects.toMatchObject({
      rule: 'signature-wrong',
    })

    const authenticator = fromBase64Url(assertion.authenticatorData)
    authenticator[36] = 9
    const authenticatorData = toBase64Url(authenticator)
    await expect(verify({...assertion, authenticatorData}, passkey.key)).rejects.toMatchObject({
      rule: 'signature-wrong',
    })
  })

  it('is refused as replayed when its assertion is put to another statement', async () => {
    const other = await challengeOf(new TextEncoder().encode('{"edition":"2"}'))
    await expect(verify(await passkey.assert(other), passkey.key)).rejects.toMatchObject({
      code: 'replayed-proof',
      rule: 'passkey-challenge',
    })
  })

  it('is refused with the key of another passkey', async () => {
    const other = await makePasskey(algorithm)
    const assertion = await passkey.assert(await challengeOf(payload))
    await expect(verify(assertion, other.key)).rejects.toMatchObject({rule: 'signature-wrong'})
  })
})

describe('the rules of a passkey’s assertion', () => {
  let passkey: TestPasskey
  let challenge: string
  beforeAll(async () => {
    passkey = await makePasskey('ES256')
    challenge = await challengeOf(payload)
  })

  const cases: Array<[string, ProofRule, AssertionChanges]> = [
    ['wrong type', 'passkey-type', {type: 'webauthn.create'}],
    ['wrong origin', 'passkey-origin', {origin: 'https://evil.example.net'}],
    ['an origin that only starts like ours', 'passkey-origin', {origin: `${origin}.evil.net`}],
    ['our origin on another port', 'passkey-origin', {origin: `${origin}:8443`}],
    ['wrong relying party', 'passkey-relying-party', {rpId: 'studio.example.org'}],
    ['no user presence', 'passkey-user-presence', {flags: 0x04}],
    ['no user verification', 'passkey-user-verification', {flags: 0x01}],
    ['cross-origin', 'passkey-cross-origin', {clientData: {crossOrigin: true}}],
    ['cross-origin in other words', 'passkey-cross-origin', {clientData: {crossOrigin: 'true'}}],
    ['cross-origin null', 'passkey-cross-origin', {clientData: {crossOrigin: null}}],
    ['a top origin', 'passkey-cross-origin', {clientData: {topOrigin: origin}}],
    ['client data that is not JSON', 'passkey-client-data', {clientDataText: '{'}],
    ['client data that is not an object', 'passkey-client-data', {clientDataText: '[]'}],
    ['client data without a challenge', 'passkey-client-data', {clientData: {challenge: 1}}],
    ['an impossible backup state', 'passkey-other', {flags: 0x15}],
    ['flags that promise data which is not there', 'passkey-other', {flags: 0x85}],
  ]

  it.each(cases)('refuse %s', async (_, rule, changes) => {
    const assertion = await passkey.assert(challenge, changes)
    await expect(verify(assertion, passkey.key)).rejects.toMatchObject({
      code: 'malformed-proof',
      rule,
    })
  })

  it('refuse client data that says something twice', async () => {
    const clientDataText = `{"type":"webauthn.get","challenge":"${challenge}","origin":"${origin}","crossOrigin":true,"crossOrigin":false}`
    await expect(
      verify(await passkey.assert(challenge, {clientDataText}), passkey.key),
    ).rejects.toMatchObject({rule: 'passkey-client-data'})
  })

  it('refuse members that only the prototype of the client data has', async () => {
    const clientDataText = `{"__proto__":{"type":"webauthn.get","challenge":"${challenge}","origin":"${origin}"}}`
    await expect(
      verify(await passkey.assert(challenge, {clientDataText}), passkey.key),
    ).rejects.toMatchObject({rule: 'passkey-client-data'})
  })

  it('refuse a challenge that is not canonical base64url', async () => {
    await expect(verify(await passkey.assert(`${challenge}=`), passkey.key)).rejects.toMatchObject({
      code: 'replayed-proof',
      rule: 'passkey-challenge',
    })
  })

  it('refuse any origin and relying party when the trust file lists none', async () => {
    const assertion = await passkey.assert(challenge)
    await expect(
      verify(assertion, passkey.key, {origins: [], rpIds: [rpId]}),
    ).rejects.toMatchObject({rule: 'passkey-origin'})
    await expect(
      verify(assertion, passkey.key, {origins: [origin], rpIds: []}),
    ).rejects.toMatchObject({rule: 'passkey-relying-party'})
  })

  it('refuse authenticator data that is too short or too long', async () => {
    const assertion = await passkey.assert(challenge)
    const bytes = fromBase64Url(assertion.authenticatorData)
    const short = {...assertion, authenticatorData: toBase64Url(bytes.slice(0, 36))}
    await expect(verify(short, passkey.key)).rejects.toMatchObject({rule: 'passkey-parts'})
    const long = {...assertion, authenticatorData: toBase64Url(new Uint8Array([...bytes, 0]))}
    await expect(verify(long, passkey.key)).rejects.toMatchObject({rule: 'passkey-other'})
  })

  it('refuse a passkey’s signature without its other parts', async () => {
    const {signature} = await passkey.assert(challenge)
    const text = makePasskeyEnvelope(type, payload, passkey.key.keyid, {
      signature,
      clientDataJSON: 'AA',
      authenticatorData: 'AA',
    })
    const bare = text.replace(/,"webauthn":\{[^}]*\}/, '')
    await expect(verifyEnvelope(bare, type, [passkey.key], policy)).rejects.toMatchObject({
      rule: 'passkey-parts',
    })
  })

  it('refuse an ECDSA signature in any but its one DER form', async () => {
    const assertion = await passkey.assert(challenge)
    const der = assertion.signature
    const [, length = 0, , rLength = 0] = der
    const forms = [
      [...der, 0],
      [0x30, 0x81, length, ...der.slice(2)],
      [0x30, length + 1, 0x02, rLength + 1, 0, ...der.slice(4)],
      Array.from(der.slice(0, -1)),
      [],
    ]
    for (const form of forms) {
      const changed = {...assertion, signature: new Uint8Array(form.length > 0 ? form : [0])}
      await expect(verify(changed, passkey.key)).rejects.toMatchObject({rule: 'signature-wrong'})
    }
  })

  it.each(['ES384', 'PS256', 'RS256short'] as const)('refuse the algorithm %s', async (name) => {
    const other = await makePasskey(name)
    await expect(verify(await other.assert(challenge), other.key)).rejects.toMatchObject({
      rule: 'passkey-algorithm',
    })
  })

  it('refuse ES256 on another curve than P-256', () => {
    // In CBOR, `-1: 1` (the curve) is 0x20 0x01; 8 is secp256k1.
    const at = Buffer.from(passkey.cose).indexOf(Buffer.from([0x20, 0x01]))
    expect(at).toBeGreaterThan(0)
    expect(() => passkeyAlgorithm(passkey.cose.with(at + 1, 8))).toThrow(
      expect.objectContaining({rule: 'passkey-algorithm'}),
    )
  })

  it('refuse a key that is not COSE', () => {
    expect(() => passkeyAlgorithm(new Uint8Array([0xff]))).toThrow(
      expect.objectContaining({rule: 'key-malformed'}),
    )
    expect(() => passkeyAlgorithm(new Uint8Array([0x01]))).toThrow(
      expect.objectContaining({rule: 'key-malformed'}),
    )
  })

  it('take any signature counter: it is not used', async () => {
    for (const counter of [0, 7, 7, 3, 0xffffffff]) {
      expect(await verify(await passkey.assert(challenge, {counter}), passkey.key)).toBeTruthy()
    }
  })
})
