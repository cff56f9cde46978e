import {describe, expect, it} from 'vitest'

import {textDigest} from '#pipeline'

import {makeKey} from '../test-keys.ts'
import {makeSigner} from '../test-trust.ts'
import {makeHouse, now, signedAt} from './house.ts'
import {codeOf, entry, revoke} from './verdicts.ts'

describe('admit lets out an edition', () => {
  it('whose retired key signed before it was retired', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const trust = revoke(house, '2026-03-01T12:00:00.000Z', 'retired')
    expect((await house.admit({trust})).approved).toHaveLength(1)
  })

  it('whose compromised key the ledger saw before the stated time', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    const signOffs = await house.approve(edition)
    const {verifyStatement} = await import('#pipeline')
    const ledger = []
    for (const document of signOffs) {
      const check = await verifyStatement(document, house.trust)
      if ('refusal' in check) throw new Error(check.refusal.message)
      const {id, sha256, keyid, statement} = check.verified
      const {kind, digest, article, number, language, role, meaning, signer, at} = statement
      ledger.push({
        ...entry(ledger.length + 1),
        at: '2026-03-01T11:00:00.000Z',
        event: 'statement-seen',
        statement: sha256,
        id,
        kind,
        edition: edition._id,
        digest,
        article,
        number,
        language,
        signer: signer.id,
        keyid,
        role,
        meaning,
        signedAt: at,
      })
    }
    const trust = revoke(house, '2026-03-01T12:00:00.000Z', 'compromised')
    expect((await house.admit({trust, ledger: ledger as never})).approved).toHaveLength(1)
  })

  it('signed exactly when it was sealed, or exactly five minutes ahead of now', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve(edition, '2026-03-01T08:00:00.000Z')
    expect((await house.admit()).approved).toHaveLength(1)
    house.statements = []
    await house.approve(edition, '2026-03-02T00:05:00.000Z')
    expect((await house.admit({now})).approved).toHaveLength(1)
  })

  it('that a third person signed when one of two signers contributed', async () => {
    const house = await makeHouse()
    const third = await makeKey()
    house.trust.signers.push({
      ...makeSigner('tina', ['medical-expert'], [third.key]),
      credentials: [{name: 'MD', from: '2010-01-01'}],
    })
    const edition = await house.submit({contributors: ['lake-max']})
    await house.approve(edition)
    expect(await codeOf(house)).toBe('self-approval')
    await house.sign(third, edition)
    const {approved} = await house.admit()
    expect(approved[0]?.statements.map(({statement}) => statement.signer.id)).toEqual(
      expect.arrayContaining(['erin', 'tina']),
    )
    expect(approved[0]?.statements).toHaveLength(2)
  })

  it('by giving a human with two roles the one that nobody else has', async () => {
    const house = await makeHouse()
    const both = await makeKey()
    house.trust.signers.push(makeSigner('bo', ['editor', 'publisher'], [both.key]))
    house.trust.policy.article = [
      {role: 'editor', count: 1},
      {role: 'publisher', count: 1},
    ]
    const edition = await house.submit()
    await house.sign(both, edition, {role: 'editor'})
    await house.sign(both, edition, {role: 'publisher'})
    expect(await codeOf(house)).toBe('one-human-twice')
    await house.sign(house.editor, edition, {role: 'editor'})
    const {approved} = await house.admit()
    expect(
      approved[0]?.statements.map(({statement}) => `${statement.signer.id} ${statement.role}`),
    ).toEqual(expect.arrayContaining(['erin editor', 'bo publisher']))
  })

  it('when another edition cannot even be judged', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve(edition)
    const broken = [null, 1, {}, {_id: 7, _type: 'edition'}, {_id: 'x', _type: 'edition'}]
    const {approved, refused} = await house.admit({
      editions: [...(broken as never[]), edition],
      statements: [...(broken as never[]), ...house.statements],
    })
    expect(approved).toHaveLength(1)
    expect(refused.every(({code}) => code === 'edition-malformed')).toBe(true)
    expect(refused).toHaveLength(5)
  })

  it('with review dates from its sign-offs', async () => {
    const house = await makeHouse()
    await house.approve(await house.submit())
    const [approved] = (await house.admit()).approved
    expect(approved?.lastReviewed).toBe(signedAt)
    expect(approved?.reviewDue).toBe('2028-03-01T10:00:00.000Z')
  })

  it('and a reaffirmation by a medical expert extends its review date', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve(edition)
    const at = '2027-05-31T10:00:00.000Z'
    await house.sign(house.expert, edition, {kind: 'reaffirmation', at})
    const [approved] = (await house.admit({now: '2027-06-01T00:00:00.000Z'})).approved
    expect(approved?.lastReviewed).toBe(at)
    expect(approved?.reviewDue).toBe('2029-05-31T10:00:00.000Z')
    expect(approved?.statements.map(({statement}) => statement.kind)).toContain('reaffirmation')
  })

  it('but a reaffirmation by an editor or a contributor extends nothing', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve(edition)
    await house.sign(house.editor, edition, {
      kind: 'reaffirmation',
      role: 'editor',
      at: '2026-03-01T20:00:00.000Z',
    })
    expect((await house.admit()).approved[0]?.lastReviewed).toBe(signedAt)
  })

  it('of the site, which its own policy asks for', async () => {
    const house = await makeHouse()
    const site = await house.submit({article: 'site'})
    await house.sign(house.editor, site, {role: 'editor'})
    const [approved] = (await house.admit()).approved
    expect(approved?.payload.kind).toBe('site')
    expect(approved?.lastReviewed).toBe(signedAt)
    expect(await textDigest(approved!.payload)).toMatch(/^[0-9a-f]{64}$/)
  })
})
