import {describe, expect, it} from 'vitest'

import {
  appendEntries,
  contextsFor,
  publish,
  seal,
  assemble,
  type EditionDocument,
  type RawDocument,
} from '#pipeline'
import {canonicalJson} from '#schemas'

import {drawing} from '../sealing/rich-documents.ts'
import {makeHouse, now, type House} from './house.ts'
import {codes, makeSignedHouse} from './signed-house.ts'

describe('writing straight to the dataset', () => {
  it('a forged `approved` field gets nothing out', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    const forged = {approved: true, status: 'approved', approvedBy: 'max', signOffs: ['max']}
    house.editions = [{...edition, ...forged}]
    house.documents.set('knee', {...house.documents.get('knee')!, ...forged})
    expect(await codes(house)).toEqual(['no-sign-off'])
  })

  it('a stored `__proto__` fools nothing', async () => {
    const {house, edition, signOffs} = await makeSignedHouse()
    const hollow = JSON.parse(
      `{"_id":"edition.knee.1","_type":"edition","__proto__":${JSON.stringify(edition)}}`,
    ) as EditionDocument
    const inherited = Object.create(edition, {
      _id: {value: edition._id, enumerable: true},
    }) as EditionDocument
    for (const forged of [hollow, inherited]) {
      house.editions = [forged]
      expect(await codes(house)).toEqual(['edition-malformed'])
    }
    house.editions = [edition]
    house.statements = signOffs.map(
      (document) => Object.create(document, {_id: {value: document._id}}) as RawDocument,
    )
    expect(await codes(house)).toEqual(['no-sign-off'])
  })

  it('an edited edition payload, sealed again by the attacker, gets nothing out', async () => {
    const {house} = await makeSignedHouse()
    house.documents.get('knee')!['summary'] = 'Drink bleach.'
    const {document} = await seal({
      content: assemble('knee', house.documents),
      number: 1,
      assets: () => Promise.resolve(drawing),
      contributors: [],
      changeNote: '',
      sealedAt: '2026-03-01T08:00:00.000Z',
    })
    house.editions = [document]
    expect(await codes(house)).toEqual(['wrong-digest'])
  })

  it('a sign-off copied from another article gets nothing out, and harms neither', async () => {
    const {house, signOffs} = await makeSignedHouse()
    house.documents.set('foot', {
      ...house.documents.get('knee')!,
      _id: 'foot',
      slug: {_type: 'slug', current: 'foot'},
    })
    const target = await house.submit({article: 'foot'})
    const copies = signOffs.map((document, index) => ({
      ...document,
      _id: `statement.${String(index).repeat(32)}`,
      edition: target._id,
    }))
    house.statements = [...copies, ...signOffs]
    const {approved, refused} = await house.admit()
    expect(approved.map(({payload}) => payload.id)).toEqual(['edition.knee.1'])
    expect(refused.map(({edition, code}) => [edition, code])).toEqual([
      ['edition.foot.1', 'other-article'],
    ])
  })

  it('a second document under the id of an edition gets neither out', async () => {
    const {house, edition} = await makeSignedHouse()
    house.editions = [edition, {...edition, payload: '{}'}]
    expect(await codes(house)).toEqual(['edition-malformed', 'edition-malformed'])
  })

  it('a title or notice planted in a document that only lends context reaches no signed page', async () => {
    const {house, edition} = await makeSignedHouse()
    house.documents.set('arthritis', {
      ...house.documents.get('knee')!,
      _id: 'arthritis',
      title: 'Signed arthritis',
      slug: {_type: 'slug', current: 'arthritis'},
    })
    const other = await house.submit({article: 'arthritis'})
    await house.approve(other)
    await house.sign(house.expert, edition, {kind: 'correction', notice: 'A true correction.'})
    const first = await pages(house)
    expect(first).toContain('Signed arthritis')
    expect(first).toContain('A true correction.')

    house.documents.get('arthritis')!['title'] = 'Planted'
    house.editions = house.editions.map((document) => ({...document, title: 'Planted'}))
    house.statements = house.statements.map((document) => ({
      ...document,
      notice: 'Planted',
      title: 'Planted',
    }))
    house.statements.push(
      {
        _id: 'planted',
        _type: 'statement',
        kind: 'correction',
        edition: edition._id,
        notice: 'Planted',
        envelope: canonicalJson({
          payload: 'UGxhbnRlZA==',
          payloadType: 'application/vnd.marrow.statement+json',
          signatures: [{keyid: house.expert.key.keyid, sig: 'AAAA'}],
        }),
      },
      {_id: 'notice', _type: 'notice', article: 'knee', text: 'Planted'},
    )
    expect(await pages(house)).toBe(first)
  })

  it('and an unsigned title of an article that is in review reaches no signed page', async () => {
    const {house} = await makeSignedHouse()
    house.documents.set('arthritis', {
      ...house.documents.get('knee')!,
      _id: 'arthritis',
      title: 'Planted',
      slug: {_type: 'slug', current: 'planted'},
    })
    await house.submit({article: 'arthritis'})
    expect(await pages(house)).not.toContain('lanted')
  })

  it('a deleted sign-off gets nothing out, and what the ledger saw of it is reported', async () => {
    const {house, edition, signOffs} = await makeSignedHouse()
    const {verified} = await verifiedOf(house, signOffs[1]!)
    const {kind, digest, article, number, language, role, meaning, signer} = verified.statement
    house.ledger = await appendEntries(
      [],
      [
        {
          event: 'statement-seen',
          statement: verified.sha256,
          id: verified.id,
          kind,
          edition: edition._id,
          digest,
          article,
          number,
          language,
          signer: signer.id,
          keyid: verified.keyid,
          role,
          meaning,
          signedAt: verified.statement.at,
        },
      ],
      now,
    )
    house.statements = [signOffs[0]!]
    expect(await codes(house)).toEqual(['no-sign-off'])
    expect((await house.admit()).findings.map(({ruleId}) => ruleId)).toEqual(['statement-missing'])
  })
})

async function verifiedOf(house: House, document: RawDocument) {
  const {verifyStatement} = await import('#pipeline')
  const check = await verifyStatement(document, house.trust)
  if ('refusal' in check) throw new Error(check.refusal.message)
  return check
}

/** Everything that the knee's publication shows. */
async function pages(house: House): Promise<string> {
  const admission = await house.admit()
  const context = contextsFor(admission, {sourceChecks: {}, now}).get('knee')!
  const approved = admission.approved.find(({payload}) => payload.article === 'knee')!
  return JSON.stringify(await publish(approved, context))
}
