import {beforeAll, describe, expect, it} from 'vitest'

import {
  makeEnvelope,
  parseTrust,
  payloadTypes,
  rulesDigest,
  signTrust,
  successionProblems,
  trustProblems,
} from '#pipeline'
import {canonicalJson, parseStrictJson, sha256Hex} from '#schemas'

import type {Trust} from '../../../pipeline/approval/types.ts'
import {makeKey, makePasskey} from './test-keys.ts'
import {makePublisher, signedTrust, type TestPublisher} from './test-trust.ts'

let publisher: TestPublisher
let full: Trust

beforeAll(async () => {
  publisher = await makePublisher()
  const passkey = await makePasskey('ES256')
  full = structuredClone(publisher.trust)
  full.policy.emergency = {quorum: [{role: 'medical-expert', count: 2}], deadlineHours: 72}
  const [erin] = full.signers
  erin?.keys.push({
    ...passkey.key,
    revoked: {at: '2026-05-01T00:00:00Z', because: 'compromised'},
  })
  if (erin) erin.formerNames = ['Sample Erin-Before']
})

describe('parseTrust', () => {
  it('gives the file, its digest and its text', async () => {
    const text = await signedTrust(publisher, full)
    expect(await parseTrust(text, publisher.root.raw)).toEqual({
      trust: full,
      digest: await sha256Hex(text),
      envelope: text,
    })
  })

  it('refuses a file that another key signed, or that a byte was changed in', async () => {
    const text = await signedTrust(publisher)
    const other = await makeKey()
    const unsigned = {name: 'TrustError', code: 'trust-unsigned'}
    await expect(parseTrust(text, other.raw)).rejects.toMatchObject(unsigned)
    for (let index = 0; index < text.length; index += 37) {
      const changed = `${text.slice(0, index)}${text[index] === 'b' ? 'c' : 'b'}${text.slice(index + 1)}`
      await expect(parseTrust(changed, publisher.root.raw)).rejects.toMatchObject(unsigned)
    }
  })

  it('refuses a release or signer key in the place of the root', async () => {
    const {trust, root, editor} = publisher
    const forged = await signTrust({...trust, version: 2}, editor.raw, editor.sign)
    await expect(parseTrust(forged, root.raw)).rejects.toMatchObject({code: 'trust-unsigned'})
  })

  it('refuses a payload that is signed but malformed, with the path of each fault', async () => {
    const {root, trust} = publisher
    const sign = async (text: string): Promise<string> =>
      makeEnvelope(payloadTypes.trust, new TextEncoder().encode(text), root.key.keyid, root.sign)
    const cases: Array<[string, string[]]> = [
      ['{"format":1', []],
      [JSON.stringify(trust, null, 2), []],
      [canonicalJson({...trust, version: 0}), ['version']],
      [canonicalJson({...trust, extra: 1, issued: 'yesterday'}), ['extra', 'issued']],
    ]
    for (const [text, paths] of cases) {
      const error = await parseTrust(await sign(text), root.raw).catch((caught: unknown) => caught)
      expect(error).toMatchObject({name: 'TrustError', code: 'trust-malformed'})
      expect(error).toHaveProperty(
        'problems',
        paths.map((path) => expect.objectContaining({path})),
      )
    }
  })

  it('refuses to sign or to take a key under an id that is not its own', async () => {
    const wrong = structuredClone(publisher.trust)
    const [release] = wrong.release
    if (release) release.keyid = 'f'.repeat(64)
    await expect(signedTrust(publisher, wrong)).rejects.toMatchObject({
      code: 'trust-malformed',
      problems: [{path: 'release[0].keyid', code: 'keyid-wrong'}],
    })
  })
})

describe('trustProblems', () => {
  const cases: Array<[string, (trust: Trust) => unknown, string, string]> = [
    [
      'a signer twice',
      (t) => t.signers.push({...first(t), keys: [], identities: []}),
      'signers[2].id',
      'repeated',
    ],
    [
      'a key of two signers',
      (t) => second(t).keys.push(...first(t).keys.slice(0, 1)),
      'signers[1].keys[1].keyid',
      'repeated',
    ],
    [
      'a release key that is a signer’s',
      (t) => t.release.push(...first(t).keys.slice(0, 1)),
      'signers[0].keys[0].keyid',
      'repeated',
    ],
    [
      'a lake identity of two signers',
      (t) => second(t).identities.push('lake-erin'),
      'signers[1].identities[1]',
      'repeated',
    ],
    [
      'a role twice in a quorum',
      (t) => t.policy.article.push({role: 'editor', count: 1}),
      'policy.article[2].role',
      'repeated',
    ],
    ['an empty quorum', (t) => (t.policy.article = []), 'policy.article', 'too-few'],
    [
      'a quorum of nobody',
      (t) => (t.policy.site = [{role: 'editor', count: 0}]),
      'policy.site[0].count',
      'wrong-value',
    ],
    [
      'a credential that ends before it starts',
      (t) => second(t).credentials.push({name: 'X', from: '2026-02-02', until: '2026-02-01'}),
      'signers[1].credentials[2].until',
      'ends-before-start',
    ],
    [
      'a revocation before the key',
      (t) => (key(t).revoked = {at: '2025-01-01T00:00:00Z', because: 'retired'}),
      'signers[0].keys[0].revoked.at',
      'ends-before-start',
    ],
    [
      'a key of another length',
      (t) => (key(t).publicKey = 'AAAA'),
      'signers[0].keys[0].publicKey',
      'key-malformed',
    ],
    ['passkeys without origins', (t) => (t.webauthn.origins = []), 'webauthn', 'passkey-nowhere'],
    [
      'a passkey without its credential id',
      (t) => delete first(t).keys[1]?.credential,
      'signers[0].keys[1].credential',
      'missing',
    ],
    [
      'a day that is not in the calendar',
      (t) => (t.issued = '2026-02-29T00:00:00Z'),
      'issued',
      'wrong-value',
    ],
    [
      'an origin with a path',
      (t) => (t.webauthn.origins = ['https://a.example/']),
      'webauthn.origins[0]',
      'wrong-value',
    ],
    ['no release key', (t) => (t.release = []), 'release', 'too-few'],
  ]

  it.each(cases)('finds %s', (_, change, path, code) => {
    const trust = structuredClone(full)
    change(trust)
    expect(trustProblems(trust)).toMatchObject([{path, code}])
  })

  it('finds nothing in a good file, and a fault in what is not a file', () => {
    expect(trustProblems(full)).toEqual([])
    expect(trustProblems(null)).toMatchObject([{path: '', code: 'wrong-type'}])
  })

  it('does not take members from the prototype', () => {
    const text = `{"__proto__":${canonicalJson(full)}}`
    expect(() => parseStrictJson(text, {name: 'trust'})).toThrow(/__proto__/)
    expect(trustProblems(Object.create(full)).length).toBeGreaterThan(5)
  })

  it('takes a leap day', () => {
    expect(trustProblems({...full, issued: '2028-02-29T00:00:00.000Z'})).toEqual([])
    expect(trustProblems({...full, issued: '2100-02-29T00:00:00.000Z'})).not.toEqual([])
  })
})

describe('successionProblems', () => {
  it('lets a file with a higher version follow', () => {
    expect(next((trust) => trust.signers.push({...first(trust), id: 'new', keys: []}))).toEqual([])
  })

  it('lets versions only rise', () => {
    expect(next((trust) => (trust.version = 1))).toEqual(['trust-older'])
    expect(next((trust) => (trust.issued = '2025-01-01T00:00:00Z'))).toEqual(['trust-older'])
  })

  it('keeps signers, keys and revocations', () => {
    expect(next((trust) => trust.signers.pop())).toEqual(['signer-removed', 'key-removed'])
    expect(next((trust) => first(trust).keys.shift())).toEqual(['key-removed'])
    expect(next((trust) => delete first(trust).keys[1]?.revoked)).toEqual(['revocation-removed'])
  })

  it('lets revocations become stricter, never weaker', () => {
    expect(rerevoke('2026-04-01T00:00:00Z', 'compromised')).toEqual([])
    expect(rerevoke('2026-06-01T00:00:00Z', 'compromised')).toEqual(['revocation-weakened'])
    expect(rerevoke('2026-05-01T00:00:00Z', 'retired')).toEqual(['revocation-weakened'])
  })

  it('keeps a key with its holder', () => {
    expect(next(moveKey)).toEqual(['key-moved'])
  })

  it('never makes sample content real', () => {
    const sample = {...full, sample: true}
    expect(successionProblems(sample, {...full, version: 2})).toMatchObject([
      {path: 'sample', code: 'sample-removed'},
    ])
  })
})

describe('rulesDigest', () => {
  it('changes with the policy and not with the order of its members', async () => {
    const {policy} = publisher.trust
    const reordered = Object.fromEntries(Object.entries(policy).toReversed())
    expect(await sha256Hex(canonicalJson(reordered))).toBe(await rulesDigest(policy))
    expect(await rulesDigest({...policy, fourEyes: false})).not.toBe(await rulesDigest(policy))
  })
})

function first(trust: Trust): Trust['signers'][number] {
  return item(trust.signers, 0)
}

function second(trust: Trust): Trust['signers'][number] {
  return item(trust.signers, 1)
}

function key(trust: Trust): Trust['release'][number] {
  return item(first(trust).keys, 0)
}

/** Codes of the problems when the full file, one version up, is changed so. */
function next(change: (trust: Trust) => unknown): string[] {
  const trust = structuredClone({...full, version: 2})
  change(trust)
  return successionProblems(full, trust).map(({code}) => code)
}

function item<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new RangeError(`there is no item ${index}`)
  return found
}

/** Give the revoked key of the full file another revocation. */
function rerevoke(at: string, because: 'retired' | 'compromised'): string[] {
  return next((trust) => (item(first(trust).keys, 1).revoked = {at, because}))
}

function moveKey(trust: Trust): void {
  second(trust).keys.push(...first(trust).keys.splice(0, 1))
}
