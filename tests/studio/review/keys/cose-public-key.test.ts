import {describe, expect, it} from 'vitest'

import {passkeyAlgorithm} from '#pipeline'

import {cosePublicKey} from '../../../../studio/review/keys/cose-public-key.ts'
import {makePasskey} from '../../../pipeline/approval/test-keys.ts'

/** Authenticator data of a new passkey, as a browser gives it. */
function dataOf(cose: Uint8Array, {flags = 0x45, extensions = new Uint8Array()} = {}): Uint8Array {
  const id = new Uint8Array(20).fill(7)
  return new Uint8Array([
    ...new Uint8Array(32),
    flags,
    ...new Uint8Array(4),
    ...new Uint8Array(16),
    0,
    id.length,
    ...id,
    ...cose,
    ...extensions,
  ])
}

describe('the public key of a new passkey', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)('is taken out whole: %s', async (algorithm) => {
    const {cose} = await makePasskey(algorithm)
    expect(cosePublicKey(dataOf(cose))).toEqual(cose)
    expect(passkeyAlgorithm(cosePublicKey(dataOf(cose)))).toBe(algorithm)
  })

  it('is taken without the extensions that follow it', async () => {
    const {cose} = await makePasskey('ES256')
    // {"a": true}
    const extensions = new Uint8Array([0xa1, 0x61, 0x61, 0xf5])
    expect(cosePublicKey(dataOf(cose, {flags: 0xc5, extensions}))).toEqual(cose)
  })

  it('is not made up where there is none', async () => {
    const {cose} = await makePasskey('ES256')
    expect(() => cosePublicKey(dataOf(cose, {flags: 0x05}))).toThrow(/no key/)
    expect(() => cosePublicKey(dataOf(cose).slice(0, 90))).toThrow(RangeError)
  })
})
