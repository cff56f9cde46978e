import {describe, expect, it} from 'vitest'

import {signerOfKey} from '#pipeline'

import {makeKey} from '../test-keys.ts'
import {makeHouse} from './house.ts'
import {codeOf, entry, refusalOf, revoke} from './verdicts.ts'

describe('admit refuses an edition', () => {
  it('that nobody signed: no-sign-off', async () => {
    const house = await makeHouse()
    await house.submit()
    expect(await codeOf(house)).toBe('no-sign-off')
  })

  it('that only one of two required roles signed: no-sign-off', async () => {
    const house = await makeHouse()
    await house.sign(house.expert, await house.submit())
    expect(await codeOf(house)).toBe('no-sign-off')
  })

  it('when the policy asks for nobody: no-sign-off', async () => {
    const house = await makeHouse()
    house.trust.policy.article = []
    await house.approve(await house.submit())
    const {approved, refused} = await house.admit()
    expect(approved).toEqual([])
    expect(refused[0]?.code).toBe('wrong-role')
  })

  it('whose payload was changed: edition-altered', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve(edition)
    edition.payload = edition.payload.replace('Fluid gathers', 'Blood gathers')
    expect(await codeOf(house)).toBe('edition-altered')
  })

  it('whose payload and digest were changed together: wrong-digest', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve(edition)
    house.documents.get('knee')!['summary'] = 'Forged.'
    const forged = await house.submit({number: 1})
    house.editions = [forged]
    expect(await codeOf(house)).toBe('wrong-digest')
  })

  it('that the ledger saw with another digest: edition-changed-since-seen', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve(edition)
    const {article, number, language} = edition
    const ledger = [
      {
        ...entry(1),
        event: 'edition-seen',
        edition: edition._id,
        digest: 'c'.repeat(64),
        article,
        number,
        language,
      },
    ]
    expect(await codeOf(house, {ledger})).toBe('edition-changed-since-seen')
  })

  it('whose sign-offs are about another article: other-article', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve({...edition, _id: 'edition.foot.1', article: 'foot'})
    expect(await codeOf(house)).toBe('other-article')
  })

  it('whose sign-offs are about another language: other-language', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve({...edition, language: 'de'})
    expect(await codeOf(house)).toBe('other-language')
  })

  it('whose sign-offs are about another edition: other-edition', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve({...edition, _id: 'edition.knee.2', number: 2})
    expect(await codeOf(house)).toBe('other-edition')
  })

  it('whose signers read another text: text-differs', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    const text = {digest: 'd'.repeat(64), renderer: '0'}
    await house.sign(house.editor, edition, {role: 'editor', text})
    await house.sign(house.expert, edition, {text})
    expect(await codeOf(house)).toBe('text-differs')
  })

  it('that a contributor signed: self-approval', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit({contributors: ['lake-ann', 'lake-max']}))
    expect(await codeOf(house)).toBe('self-approval')
  })

  it('that a contributor signed who is known by the id of the trust file alone: self-approval', async () => {
    const house = await makeHouse()
    signerOfKey(house.trust, house.expert.key.keyid)!.signer.identities = []
    await house.approve(await house.submit({contributors: ['lake-ann', 'max']}))
    expect(await codeOf(house)).toBe('self-approval')
  })

  it('that one human signed in two roles: one-human-twice', async () => {
    const house = await makeHouse()
    signerOfKey(house.trust, house.expert.key.keyid)!.signer.roles.push('editor')
    const edition = await house.submit()
    await house.sign(house.expert, edition, {role: 'editor'})
    await house.sign(house.expert, edition)
    expect(await codeOf(house)).toBe('one-human-twice')
  })

  it('that one human signed with two keys: one-human-twice', async () => {
    const house = await makeHouse()
    const second = await makeKey()
    signerOfKey(house.trust, house.expert.key.keyid)!.signer.keys.push(second.key)
    house.trust.policy.article = [{role: 'medical-expert', count: 2}]
    const edition = await house.submit()
    await house.sign(house.expert, edition)
    await house.sign(second, edition)
    expect(await codeOf(house)).toBe('one-human-twice')
  })

  it('whose signer is not in the trust file: unknown-key', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const signers = house.trust.signers.filter(({id}) => id !== 'max')
    const {code, reasons} = await refusalOf(house, {trust: {...house.trust, signers}})
    expect([code, reasons]).toEqual(['unknown-key', ['unknown-key']])
  })

  it('whose signer has a key that the trust file gives to somebody else: unknown-key', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve(edition)
    const trust = structuredClone(house.trust)
    const [erin, max] = trust.signers
    const keys = erin!.keys
    erin!.keys = max!.keys
    max!.keys = keys
    expect(await codeOf(house, {trust})).toBe('unknown-key')
  })

  it('whose signer is gone but whose key is known: unknown-signer', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const trust = structuredClone(house.trust)
    trust.signers.find(({id}) => id === 'max')!.id = 'maximilian'
    expect(await codeOf(house, {trust})).toBe('unknown-signer')
  })

  it('whose key was retired before it signed: revoked', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    expect(await codeOf(house, {trust: revoke(house, '2026-03-01T09:00:00.000Z', 'retired')})).toBe(
      'revoked',
    )
  })

  it('whose compromised key the ledger never saw before: revoked', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const trust = revoke(house, '2026-03-01T12:00:00.000Z', 'compromised')
    expect(await codeOf(house, {trust})).toBe('revoked')
  })

  it('whose signer names a credential that had lapsed: lapsed-credential', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const trust = structuredClone(house.trust)
    trust.signers.find(({id}) => id === 'max')!.credentials = [
      {name: 'MD', from: '2010-01-01', until: '2026-02-01'},
    ]
    expect(await codeOf(house, {trust})).toBe('lapsed-credential')
  })

  it('whose signer does not hold the role: wrong-role', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const trust = structuredClone(house.trust)
    trust.signers.find(({id}) => id === 'max')!.roles = ['editor']
    expect(await codeOf(house, {trust})).toBe('wrong-role')
  })

  it('whose signer does not sign that language: wrong-language', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const trust = structuredClone(house.trust)
    trust.signers.find(({id}) => id === 'max')!.languages = ['de']
    expect(await codeOf(house, {trust})).toBe('wrong-language')
  })

  it('that was signed under other rules: wrong-rules', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const trust = structuredClone(house.trust)
    trust.policy.overdue = 'hide'
    expect(await codeOf(house, {trust})).toBe('wrong-rules')
  })

  it('with an emergency sign-off where the policy has none: wrong-meaning', async () => {
    const house = await makeHouse()
    await house.sign(house.expert, await house.submit(), {emergency: true})
    expect(await codeOf(house)).toBe('wrong-meaning')
  })

  it('signed with a software key where the policy wants passkeys: software-key-not-allowed', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const trust = structuredClone(house.trust)
    trust.policy.softwareKeys = false
    expect(await codeOf(house, {trust})).toBe('software-key-not-allowed')
  })

  it('signed before it was sealed: back-dated', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit(), '2026-03-01T07:59:59.999Z')
    expect(await codeOf(house)).toBe('back-dated')
  })

  it('signed more than five minutes ahead of now: future-dated', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit(), '2026-03-02T00:05:00.001Z')
    expect(await codeOf(house)).toBe('future-dated')
  })

  it('whose asset has other bytes: asset-altered', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const assets = () => Promise.resolve(new Uint8Array([1]))
    expect(await codeOf(house, {assets})).toBe('asset-altered')
  })

  it('whose asset is gone: asset-missing', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const assets = () => Promise.reject(new Error('no such file'))
    expect(await codeOf(house, {assets})).toBe('asset-missing')
  })

  it('whose text cannot be composed: content-fatal', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const fail = () => Promise.reject(new Error('unknown block'))
    expect(await codeOf(house, {textDigest: fail})).toBe('content-fatal')
  })

  it('whose review is overdue, where the policy hides it: overdue', async () => {
    const house = await makeHouse()
    house.trust.policy.overdue = 'hide'
    await house.approve(await house.submit())
    expect(await codeOf(house, {now: '2028-03-01T10:00:00.001Z'})).toBe('overdue')
  })

  it('that is no edition: edition-malformed', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    house.editions = [{...edition, payload: '{}', digest: edition.digest}]
    expect(await codeOf(house)).toBe('edition-altered')
    house.editions = [{_id: 'edition.knee.1', _type: 'edition'} as never]
    expect(await codeOf(house)).toBe('edition-malformed')
  })
})
