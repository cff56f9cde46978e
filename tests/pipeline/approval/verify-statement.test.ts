import {beforeAll, describe, expect, it} from 'vitest'

import {
  draftStatement,
  makeEnvelope,
  makePasskeyEnvelope,
  parseEnvelope,
  payloadTypes,
  statementDocument,
  statementId,
  verifyStatement,
} from '#pipeline'
import {canonicalJson, fromBase64} from '#schemas'

import type {
  RawDocument,
  RefusalCode,
  Signer,
  Statement,
  StatementDocument,
  Trust,
} from '../../../pipeline/approval/types.ts'
import {makeKey, makePasskey, type TestKey} from './test-keys.ts'
import {makePublisher, makeRequest, signDocument, type TestPublisher} from './test-trust.ts'

let publisher: TestPublisher
let expert: TestKey
let trust: Trust
let document: StatementDocument
beforeAll(async () => {
  publisher = await makePublisher()
  ;({expert, trust} = publisher)
  document = await signDocument(expert, trust)
})

/** Sign whatever is given, as an attacker with the key would. */
async function signRaw(payload: string, by = expert): Promise<StatementDocument> {
  const bytes = new TextEncoder().encode(payload)
  const envelope = await makeEnvelope(payloadTypes.statement, bytes, by.key.keyid, by.sign)
  return {
    _id: await statementId(envelope),
    _type: 'statement',
    edition: 'edition.knee.1',
    kind: 'sign-off',
    envelope,
  }
}

async function forge(
  change: (statement: Statement) => unknown,
  by = expert,
): Promise<StatementDocument> {
  const statement: Statement = JSON.parse(payloadOf(document))
  change(statement)
  return signRaw(canonicalJson(statement), by)
}

function payloadOf({envelope}: StatementDocument): string {
  return new TextDecoder().decode(fromBase64(parseEnvelope(envelope).payload))
}

function withExpert(change: (signer: Signer) => unknown): Trust {
  const changed = structuredClone(trust)
  const signer = changed.signers.find(({id}) => id === 'max')
  if (signer) change(signer)
  return changed
}

async function languageCode(language: string, by = trust): Promise<string> {
  return codeOf(await forge((one) => (one.language = language)), by)
}

function revoked(what: 'key' | 'signer', revocation: NonNullable<Signer['revoked']>): Trust {
  return withExpert((signer) => {
    if (what === 'signer') signer.revoked = revocation
    else for (const key of signer.keys) key.revoked = revocation
  })
}

async function codeOf(
  candidate: RawDocument,
  by = trust,
  firstSeen: string | null = null,
): Promise<RefusalCode | 'verified'> {
  const check = await verifyStatement(candidate, by, firstSeen)
  return 'refusal' in check ? check.refusal.code : 'verified'
}

describe('a statement', () => {
  it('is malformed-proof unless its edition is that of its article and number', async () => {
    const changes = [{article: 'foot'}, {number: 2}, {edition: 'edition.foot.1'}]
    const odd = [{article: '../x', edition: 'edition.../x.1'}, {number: 1e15}]
    for (const change of [...changes, ...odd]) {
      expect(await codeOf(await forge((one) => Object.assign(one, change)))).toBe('malformed-proof')
    }
  })

  it('verifies, with who made it and what it says', async () => {
    const check = await verifyStatement(document, trust, '2026-03-02T00:00:00.000Z')
    expect(check).toMatchObject({
      signer: {id: 'max'},
      key: {keyid: expert.key.keyid},
      verified: {
        id: document._id,
        keyid: expert.key.keyid,
        envelope: document.envelope,
        firstSeen: '2026-03-02T00:00:00.000Z',
        statement: {
          kind: 'sign-off',
          meaning: 'medical-review',
          signer: {id: 'max', name: 'Sample max', credentials: ['MD', 'Fellow']},
          method: 'software-key',
          zone: 'Europe/Berlin',
        },
      },
    })
  })

  it('verifies with a passkey, whose challenge is the draft’s', async () => {
    const passkey = await makePasskey('ES256')
    const changed = withExpert((signer) => signer.keys.push(passkey.key))
    const draft = await draftStatement(makeRequest(passkey.key.keyid), changed)
    const envelope = makePasskeyEnvelope(
      payloadTypes.statement,
      draft.payload,
      draft.keyid,
      await passkey.assert(draft.challenge),
    )
    const stored = await statementDocument(envelope, draft.statement)
    expect(draft.statement.method).toBe('passkey')
    expect(await codeOf(stored, changed)).toBe('verified')
  })

  it('is refused when its method is not that of the key', async () => {
    expect(await codeOf(await forge((one) => (one.method = 'passkey')))).toBe('malformed-proof')
  })

  it('is refused when any one byte of its envelope changed, under any id', async () => {
    for (let index = 0; index < document.envelope.length; index += 1) {
      const other = document.envelope[index] === 'b' ? 'c' : 'b'
      const envelope = `${document.envelope.slice(0, index)}${other}${document.envelope.slice(index + 1)}`
      const changed = {...document, envelope, _id: await statementId(envelope)}
      expect(['malformed-proof', 'unknown-key', 'replayed-proof']).toContain(await codeOf(changed))
    }
  })

  it('is refused under another id, kind or edition than was signed', async () => {
    for (const change of [{_id: 'statement.x'}, {kind: 'withdrawal'}, {edition: 'edition.hip.1'}]) {
      const check = await verifyStatement({...document, ...change}, trust)
      expect(check).toMatchObject({
        refusal: {code: 'malformed-proof'},
        claims: {kind: 'sign-off', edition: 'edition.knee.1'},
      })
    }
  })

  it('does not count by fields that only a prototype has', async () => {
    const {envelope, ...rest} = document
    const cheat: RawDocument = Object.assign(Object.create({envelope}), rest)
    expect(cheat['envelope']).toBe(envelope)
    expect(await codeOf(cheat)).toBe('malformed-proof')
  })

  it('keeps its verdict whatever else is stored in the document', async () => {
    const more = {...document, approved: true, _rev: 'x', signer: 'erin'}
    expect(await codeOf(more)).toBe('verified')
  })

  const shapes: Array<[string, (text: string) => string]> = [
    ['not JSON', () => '{'],
    ['not canonical', (text) => `${text} `],
    ['with a duplicate member', (text) => text.replace('{', '{"article":"hip",')],
    ['with an unknown member', (text) => text.replace('{', '{"aaa":1,')],
    ['with a stored __proto__', (text) => text.replace('{', '{"__proto__":{},')],
    ['of another format', (text) => text.replace('"format":1', '"format":2')],
    ['without a text digest', (text) => text.replace(/"text":\{[^}]*\},/, '')],
    ['with a time of no calendar', (text) => text.replace('2026-03-01T', '2026-02-31T')],
    ['with a time without milliseconds', (text) => text.replace('00.000Z', '00Z')],
    ['of an unknown kind', (text) => text.replace('"sign-off"', '"approve"')],
  ]

  it.each(shapes)('is refused as malformed when signed %s', async (_, change) => {
    const payload = payloadOf(document)
    expect(change(payload)).not.toBe(payload)
    expect(await codeOf(await signRaw(change(payload)))).toBe('malformed-proof')
  })
})

describe('who may sign what', () => {
  it('unknown-key: a key that no signer holds', async () => {
    expect(await codeOf(await forge(() => 0, await makeKey()))).toBe('unknown-key')
  })

  it('unknown-key: a release key is no signer’s', async () => {
    expect(await codeOf(await forge(() => 0, publisher.release))).toBe('unknown-key')
  })

  it('unknown-key: signed with another signer’s key', async () => {
    expect(await codeOf(await forge(() => 0, publisher.editor))).toBe('unknown-key')
  })

  it('unknown-signer: a signer that is not in the trust file', async () => {
    expect(await codeOf(await forge((one) => (one.signer.id = 'eve')))).toBe('unknown-signer')
  })

  it('unknown-signer: under another name; a former name stays good', async () => {
    const renamed = withExpert((signer) => (signer.name = 'Sample Max-After'))
    expect(await codeOf(document, renamed)).toBe('unknown-signer')
    const kept = withExpert((signer) => {
      signer.formerNames = [signer.name]
      signer.name = 'Sample Max-After'
    })
    expect(await codeOf(document, kept)).toBe('verified')
  })

  it('wrong-role: a role that the signer does not hold', async () => {
    const forged = await forge((one) => {
      one.role = 'publisher'
      one.meaning = 'publisher-review'
    })
    expect(await codeOf(forged)).toBe('wrong-role')
  })

  it('wrong-meaning: a meaning of another role or kind', async () => {
    expect(await codeOf(await forge((one) => (one.meaning = 'editorial-review')))).toBe(
      'wrong-meaning',
    )
    expect(await codeOf(await forge((one) => (one.meaning = 'withdrawal')))).toBe('wrong-meaning')
    expect(await codeOf(await forge((one) => (one.meaning = 'emergency')))).toBe('verified')
  })

  it('wrong-language: a language that the signer does not sign', async () => {
    expect(await languageCode('fr')).toBe('wrong-language')
    expect(await languageCode('deu')).toBe('wrong-language')
    expect(await languageCode('de-CH')).toBe('verified')
    const all = withExpert((signer) => (signer.languages = ['*']))
    expect(await languageCode('fr', all)).toBe('verified')
  })

  it('software-key-not-allowed: the policy takes passkeys only', async () => {
    const strict = {...trust, policy: {...trust.policy, softwareKeys: false}}
    expect(await codeOf(document, strict)).toBe('software-key-not-allowed')
  })

  it('lapsed-credential: one that was not held when signing', async () => {
    expect(await codeOf(await forge((one) => (one.at = '2026-06-30T23:59:59.999Z')))).toBe(
      'verified',
    )
    expect(await codeOf(await forge((one) => (one.at = '2026-07-01T00:00:00.000Z')))).toBe(
      'lapsed-credential',
    )
    const invented = await forge((one) => (one.signer.credentials = ['PhD']))
    expect(await codeOf(invented)).toBe('lapsed-credential')
  })

  it('lapsed-credential: a medical expert with none', async () => {
    const bare = await forge((one) => (one.signer.credentials = []))
    expect(await codeOf(bare)).toBe('lapsed-credential')
  })

  it('a credential that lapsed later changes nothing', async () => {
    const later = withExpert((signer) => {
      signer.credentials = signer.credentials.map((one) => ({...one, until: '2026-03-01'}))
    })
    expect(await codeOf(document, later)).toBe('verified')
  })

  it('back-dated: signed before the key was valid', async () => {
    const early = await forge((one) => {
      one.at = '2025-12-31T23:59:59.999Z'
      one.signer.credentials = ['MD']
    })
    expect(await codeOf(early)).toBe('back-dated')
  })
})

describe('revocation', () => {
  const before = '2026-03-01T09:59:59.000Z'
  const after = '2026-03-01T11:00:00.000Z'

  it.each(['key', 'signer'] as const)(
    'of a retired %s keeps what it signed up to then',
    async (what) => {
      const revoke = (at: string): Trust => revoked(what, {at, because: 'retired'})
      expect(await codeOf(document, revoke(before))).toBe('revoked')
      expect(await codeOf(document, revoke(after))).toBe('verified')
    },
  )

  it.each(['key', 'signer'] as const)(
    'of a compromised %s keeps only what the ledger saw before',
    async (what) => {
      const by = revoked(what, {at: after, because: 'compromised'})
      expect(await codeOf(document, by, null)).toBe('revoked')
      expect(await codeOf(document, by, after)).toBe('revoked')
      expect(await codeOf(document, by, '2026-03-01T10:30:00.000Z')).toBe('verified')
    },
  )
})
