import {describe, expect, it} from 'vitest'

import {
  envelopePayload,
  makeEnvelope,
  parseEnvelope,
  preAuthEncoding,
  trustKeyOf,
  verifyEnvelope,
} from '#pipeline'
import {canonicalJson, fromBase64, fromHex, toBase64, toBase64Url} from '#schemas'

import {verifyEd25519} from '../../../pipeline/approval/verify-ed25519.ts'
import {from, makeKey} from './test-keys.ts'

const type = 'http://example.com/HelloWorld'
const hello = new TextEncoder().encode('hello world')
const broken = {name: 'ProofError', code: 'malformed-proof', rule: 'envelope-malformed'}

describe('pre-authentication encoding', () => {
  it('gives the bytes of the specification’s example', () => {
    expect(new TextDecoder().decode(preAuthEncoding(type, hello))).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    )
  })

  it('gives bytes that the signature of the specification’s example covers', async () => {
    const x =
      coordinate(46950820868899156662930047687818585632848591499744589407958293238635476079160n)
    const y =
      coordinate(5640078356564379163099075877009565129882514886557779369047442380624545832820n)
    const algorithm = {name: 'ECDSA', namedCurve: 'P-256'}
    const jwk = {kty: 'EC', crv: 'P-256', x, y}
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
    const signature = fromBase64(
      'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==',
    )
    const verify = (message: Uint8Array<ArrayBuffer>): Promise<boolean> =>
      crypto.subtle.verify({name: 'ECDSA', hash: 'SHA-256'}, key, signature, message)
    expect(await verify(preAuthEncoding(type, hello))).toBe(true)
    expect(await verify(preAuthEncoding(`${type} `, hello))).toBe(false)
  })

  it('counts bytes, not characters', () => {
    const encoded = preAuthEncoding('ä', new TextEncoder().encode('ß'))
    expect(new TextDecoder().decode(encoded)).toBe('DSSEv1 2 ä 2 ß')
  })
})

describe('Ed25519', () => {
  // RFC 8032, section 7.1, tests 1 to 3: key, message, signature.
  const vectors: Array<[string, string, string]> = [
    [
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ]

  it.each(vectors)('verifies the vector of RFC 8032 with key %s', async (key, message, sig) => {
    const publicKey = toBase64Url(fromHex(key))
    await verifyEd25519(publicKey, fromHex(sig), fromHex(message))
    const flipped = fromHex(sig)
    flipped[5] = (flipped[5] ?? 0) ^ 1
    await expect(verifyEd25519(publicKey, flipped, fromHex(message))).rejects.toMatchObject({
      rule: 'signature-wrong',
    })
  })

  it('refuses a signature whose second half is not reduced', async () => {
    const [key, , sig] = vectors[0] ?? ['', '', '']
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const bytes = fromHex(sig)
    const s = BigInt(`0x${Buffer.from(bytes.slice(32).toReversed()).toString('hex')}`) + order
    bytes.set(fromHex(s.toString(16).padStart(64, '0')).toReversed(), 32)
    await expect(
      verifyEd25519(toBase64Url(fromHex(key)), bytes, new Uint8Array()),
    ).rejects.toMatchObject({rule: 'signature-wrong'})
  })

  it('refuses a signature or a key of another length', async () => {
    const {key} = await makeKey()
    await expect(verifyEd25519(key.publicKey, new Uint8Array(63), hello)).rejects.toMatchObject({
      rule: 'signature-length',
    })
    await expect(verifyEd25519('AAAA', new Uint8Array(64), hello)).rejects.toMatchObject({
      rule: 'key-malformed',
    })
  })
})

describe('envelope', () => {
  it('comes back with the payload and the key that signed', async () => {
    const {key, sign} = await makeKey()
    const text = await makeEnvelope(type, hello, key.keyid, sign)
    const {payload, keyid, method} = await verifyEnvelope(text, type, [key])
    expect({payload, keyid, method}).toEqual({
      payload: hello,
      keyid: key.keyid,
      method: 'software-key',
    })
    expect(envelopePayload(parseEnvelope(text))).toEqual(hello)
  })

  it('refuses every single changed byte', async () => {
    const {key, sign} = await makeKey()
    const text = await makeEnvelope(type, hello, key.keyid, sign)
    for (let index = 0; index < text.length; index += 1) {
      const other = text[index] === 'b' ? 'c' : 'b'
      const changed = `${text.slice(0, index)}${other}${text.slice(index + 1)}`
      const error = await verifyEnvelope(changed, type, [key]).catch((caught: unknown) => caught)
      expect({changed, error}).toMatchObject({error: {name: 'ProofError'}})
    }
  })

  it('refuses another payload type, so that one proof cannot pass for another', async () => {
    const {key, sign} = await makeKey()
    const text = await makeEnvelope(type, hello, key.keyid, sign)
    await expect(verifyEnvelope(text, 'text/plain', [key])).rejects.toMatchObject({
      rule: 'payload-type',
    })
    const moved = text.replace(type, 'text/plain')
    await expect(verifyEnvelope(moved, 'text/plain', [key])).rejects.toMatchObject({
      rule: 'signature-wrong',
    })
  })

  it('refuses a key that is not trusted, and a key id that is not of its key', async () => {
    const [mine, other] = [await makeKey(), await makeKey()]
    const text = await makeEnvelope(type, hello, mine.key.keyid, mine.sign)
    await expect(verifyEnvelope(text, type, [other.key])).rejects.toMatchObject({
      code: 'unknown-key',
      rule: 'key-unknown',
    })
    const swapped = {...other.key, keyid: mine.key.keyid}
    await expect(verifyEnvelope(text, type, [swapped])).rejects.toMatchObject({
      rule: 'key-malformed',
    })
  })

  const payload = toBase64(hello)
  const signature = {keyid: 'a'.repeat(64), sig: toBase64(new Uint8Array(64))}
  const good = {payload, payloadType: type, signatures: [signature]}
  const text = canonicalJson(good)

  it('parses when it is canonical', () => {
    expect(parseEnvelope(text)).toEqual(good)
  })

  const bad: Array<[string, string]> = [
    ['not JSON', '{'],
    ['not an object', '[]'],
    ['trailing data', `${text} `],
    ['a trailing newline', `${text}\n`],
    ['a byte order mark', `\uFEFF${text}`],
    ['white space inside', JSON.stringify(good, null, 1)],
    [
      'members in another order',
      JSON.stringify({signatures: [signature], payload, payloadType: type}),
    ],
    ['a duplicate member', text.replace('{"payload"', '{"payload":"","payload"')],
    ['an unknown member', canonicalJson({...good, comment: ''})],
    ['a stored `__proto__`', text.replace('{"payload"', '{"__proto__":{},"payload"')],
    ['payload only in the prototype', `{"__proto__":${text}}`],
    ['no signature', canonicalJson({...good, signatures: []})],
    ['a duplicated signature', canonicalJson({...good, signatures: [signature, signature]})],
    [
      'an unknown member of the signature',
      canonicalJson({...good, signatures: [{...signature, x: 1}]}),
    ],
    ['base64url instead of base64', text.replace(payload, 'aGVsbG8gd29ybGQ')],
    ['base64 with other padding bits', text.replace(payload, 'aGVsbG8gd29ybGR=')],
    ['base64 with white space', text.replace(payload, 'aGVs\\nbG8gd29ybGQ=')],
    ['an upper-case key id', text.replace('a'.repeat(64), 'A'.repeat(64))],
    [
      'webauthn that is not an object',
      canonicalJson({...good, signatures: [{...signature, webauthn: null}]}),
    ],
    [
      'webauthn with padded base64url',
      canonicalJson({
        ...good,
        signatures: [{...signature, webauthn: {authenticatorData: 'AA==', clientDataJSON: 'AA'}}],
      }),
    ],
  ]

  it.each(bad)('refuses %s', (_, changed) => {
    expect(() => parseEnvelope(changed)).toThrow(expect.objectContaining(broken))
  })

  it('refuses passkey parts beside the signature of a software key', async () => {
    const {key, sign} = await makeKey()
    const envelope = parseEnvelope(await makeEnvelope(type, hello, key.keyid, sign))
    const webauthn = {authenticatorData: 'AAAA', clientDataJSON: 'AAAA'}
    const signatures = envelope.signatures.map((one) => ({...one, webauthn}))
    const changed = canonicalJson({...envelope, signatures})
    await expect(verifyEnvelope(changed, type, [key])).rejects.toMatchObject({
      rule: 'passkey-parts',
    })
  })

  it('names a key by the sha256 of its bytes', async () => {
    const key = await trustKeyOf(new Uint8Array(32), from)
    expect(key.keyid).toBe('66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925')
  })
})

/** A coordinate of the specification's key, as JWK writes it. */
function coordinate(decimal: bigint): string {
  return toBase64Url(fromHex(decimal.toString(16).padStart(64, '0')))
}
