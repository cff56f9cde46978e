import {describe, expect, it} from 'vitest'

import {appendEntries, verifyStatement} from '#pipeline'

import type {LedgerEvent} from '../../../../pipeline/approval/ledger-entry.ts'
import type {EditionDocument, RawDocument} from '../../../../pipeline/approval/types.ts'
import {makeHouse, now, type House} from './house.ts'

const later = '2026-03-05T00:00:00.000Z'

/** A house whose first edition is signed, and was exported. */
async function makeLiveHouse(): Promise<{house: House; edition: EditionDocument}> {
  const house = await makeHouse()
  const edition = await house.submit()
  await house.approve(edition)
  await see(house, {event: 'exported', ...namesOf(edition), bundle: 'f'.repeat(64)})
  return {house, edition}
}

async function see(house: House, ...events: LedgerEvent[]): Promise<void> {
  house.ledger = await appendEntries(house.ledger, events, now)
}

/** Enter a statement into the ledger, as an export does. */
async function seeStatement(house: House, document: RawDocument): Promise<void> {
  const check = await verifyStatement(document, house.trust)
  if ('refusal' in check) throw new Error(check.refusal.message)
  const {id, sha256, keyid, statement} = check.verified
  const {kind, edition, digest, article, number, language, role, meaning, signer} = statement
  await see(house, {
    event: 'statement-seen',
    statement: sha256,
    id,
    kind,
    edition,
    digest,
    article,
    number,
    language,
    signer: signer.id,
    keyid,
    role,
    meaning,
    signedAt: statement.at,
    ...(statement.lifts === undefined ? {} : {lifts: statement.lifts}),
  })
}

function namesOf({_id, digest, article, number, language}: EditionDocument) {
  return {edition: _id, digest, article, number, language}
}

async function verdict(house: House, at = later) {
  const {approved, refused} = await house.admit({now: at})
  return [
    ...approved.map(({payload}) => `${payload.number} approved`),
    ...refused.map(({number, code}) => `${number ?? ''} ${code}`),
  ].toSorted()
}

function remove(house: House, document: RawDocument): void {
  house.statements = house.statements.filter((item) => item !== document)
}

describe('a change request', () => {
  it('by a required role blocks its edition', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    expect(await verdict(house)).toEqual(['1 change-requested'])
  })

  it('by a role that the policy does not require blocks nothing', async () => {
    const {house, edition} = await makeLiveHouse()
    house.trust.signers[0]!.roles.push('publisher')
    await house.sign(house.editor, edition, {kind: 'change-request', role: 'publisher'})
    expect(await verdict(house)).toEqual(['1 approved'])
  })

  it('ends when its signer lifts it, and not when another does', async () => {
    const {house, edition} = await makeLiveHouse()
    const request = await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    const lift = {
      kind: 'change-request',
      lifts: request._id,
      at: '2026-03-01T12:00:00.000Z',
    } as const
    await house.sign(house.editor, edition, {...lift, role: 'editor'})
    expect(await verdict(house)).toEqual(['1 change-requested'])
    await house.sign(house.expert, edition, lift)
    expect(await verdict(house)).toEqual(['1 approved'])
  })

  it('ends when its signer signs off later, and not earlier', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    expect(await verdict(house)).toEqual(['1 change-requested'])
    await house.sign(house.expert, edition, {at: '2026-03-01T11:00:00.001Z'})
    expect(await verdict(house)).toEqual(['1 approved'])
  })

  it('that was deleted still blocks, and is reported', async () => {
    const {house, edition} = await makeLiveHouse()
    const request = await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    await seeStatement(house, request)
    remove(house, request)

    expect(await verdict(house)).toEqual(['1 change-requested'])
    expect((await house.admit({now: later})).findings).toEqual([
      expect.objectContaining({ruleId: 'statement-missing', path: request._id}),
    ])
  })

  it('that was renamed, refiled or altered still blocks', async () => {
    const {house, edition} = await makeLiveHouse()
    const request = await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    await seeStatement(house, request)
    const others = house.statements.filter((item) => item !== request)
    const forgeries: RawDocument[] = [
      {...request, _id: 'statement.00000000000000000000000000000000'},
      {...request, _id: 'something'},
      {...request, edition: 'edition.foot.1'},
      {...request, kind: 'correction'},
      {...request, envelope: request.envelope.replace('"sig":"', '"sig":"A')},
    ]
    for (const forged of forgeries) {
      house.statements = [...others, forged]
      expect(await verdict(house)).not.toEqual(['1 approved'])
    }
  })

  it('about one edition does not block the next', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    await house.approve(
      await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'}),
      '2026-03-01T14:00:00.000Z',
    )
    expect(await verdict(house)).toEqual(['2 approved'])
  })
})

describe('a withdrawal', () => {
  it('by one authorised signer takes the edition and all lower ones out', async () => {
    const {house, edition} = await makeLiveHouse()
    const second = await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'})
    await house.approve(second, '2026-03-01T14:00:00.000Z')
    expect(await verdict(house)).toEqual(['2 approved'])
    await house.sign(house.editor, second, {
      kind: 'withdrawal',
      role: 'editor',
      at: '2026-03-01T15:00:00.000Z',
    })

    expect(await verdict(house)).toEqual(['1 withdrawn', '2 withdrawn'])
    const {withdrawn} = await house.admit({now: later})
    expect(withdrawn).toEqual([
      expect.objectContaining({
        article: 'knee',
        edition: 'edition.knee.2',
        slug: 'bone-marrow-edema-knee',
        title: 'Bone marrow edema of the knee',
        severity: 'safety',
      }),
    ])
    expect(edition.number).toBe(1)
  })

  it('leaves a higher signed edition free to go out', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal', at: '2026-03-01T12:00:00.000Z'})
    await house.approve(
      await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'}),
      '2026-03-01T14:00:00.000Z',
    )
    const {approved, withdrawn} = await house.admit({now: later})
    expect(approved.map(({payload}) => payload.number)).toEqual([2])
    expect(withdrawn).toEqual([])
  })

  it('that was deleted still counts, and is reported', async () => {
    const {house, edition} = await makeLiveHouse()
    const withdrawal = await house.sign(house.expert, edition, {kind: 'withdrawal'})
    await seeStatement(house, withdrawal)
    remove(house, withdrawal)
    const {approved, withdrawn, findings} = await house.admit({now: later})
    expect(approved).toEqual([])
    expect(withdrawn).toEqual([expect.objectContaining({edition: edition._id, statement: null})])
    expect(findings.map(({ruleId}) => ruleId)).toEqual(['statement-missing'])
  })

  it('that proves nothing holds every edition of the article and makes no notice', async () => {
    const {house, edition} = await makeLiveHouse()
    house.statements.push({
      _id: 'statement.00000000000000000000000000000000',
      _type: 'statement',
      kind: 'withdrawal',
      edition: edition._id,
      envelope: '{}',
    })
    const {withdrawn, findings} = await house.admit({now: later})
    expect(await verdict(house)).toEqual(['1 unverifiable-withdrawal'])
    expect(withdrawn).toEqual([])
    expect(findings.map(({ruleId}) => ruleId)).toEqual(['statement-refused'])
  })

  it('by a key that the trust file does not know is unverifiable', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal'})
    const trust = structuredClone(house.trust)
    trust.signers[1]!.keys = trust.signers[1]!.keys.map((key) => ({...key, keyid: '9'.repeat(64)}))
    const {refused} = await house.admit({trust, now: later})
    expect(refused.map(({code}) => code)).toEqual(['unverifiable-withdrawal'])
  })

  it('is undone only by restorations of every required role, made after it', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal', at: '2026-03-01T12:00:00.000Z'})
    const restore = (at: string) => ({kind: 'restoration', at}) as const
    await house.sign(house.expert, edition, restore('2026-03-01T13:00:00.000Z'))
    expect(await verdict(house)).toEqual(['1 withdrawn'])
    await house.sign(house.editor, edition, {
      ...restore('2026-03-01T11:00:00.000Z'),
      role: 'editor',
    })
    expect(await verdict(house)).toEqual(['1 withdrawn'])
    await house.sign(house.editor, edition, {
      ...restore('2026-03-01T13:30:00.000Z'),
      role: 'editor',
    })
    expect(await verdict(house)).toEqual(['1 approved'])
    await house.sign(house.expert, edition, {kind: 'withdrawal', at: '2026-03-01T14:00:00.000Z'})
    expect(await verdict(house)).toEqual(['1 withdrawn'])
  })

  it('is not undone by a contributor', async () => {
    const house = await makeHouse()
    const edition = await house.submit({contributors: ['lake-max']})
    await house.sign(house.expert, edition, {kind: 'withdrawal'})
    const at = '2026-03-01T13:00:00.000Z'
    await house.sign(house.expert, edition, {kind: 'restoration', at})
    await house.sign(house.editor, edition, {kind: 'restoration', role: 'editor', at})
    expect(await verdict(house)).toEqual(['1 withdrawn'])
  })
})

describe('a lower edition than one already out', () => {
  async function makeTwo() {
    const {house, edition: first} = await makeLiveHouse()
    const second = await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'})
    await see(house, {event: 'exported', ...namesOf(second), bundle: 'f'.repeat(64)})
    house.editions = [first]
    return {house, first}
  }

  it('is superseded when the higher one vanished, and that is reported', async () => {
    const {house} = await makeTwo()
    expect(await verdict(house)).toEqual(['1 superseded'])
    await see(house, {
      event: 'edition-seen',
      edition: 'edition.knee.2',
      digest: 'd'.repeat(64),
      article: 'knee',
      number: 2,
      language: 'en',
    })
    const {findings} = await house.admit({now: later})
    expect(findings).toEqual([
      expect.objectContaining({ruleId: 'edition-missing', path: 'edition.knee.2'}),
    ])
  })

  it('comes back when every required role restores it after that export', async () => {
    const {house, first} = await makeTwo()
    for (const at of ['2026-03-01T20:00:00.000Z', '2026-03-03T00:00:00.000Z']) {
      await house.sign(house.expert, first, {kind: 'restoration', at})
      await house.sign(house.editor, first, {kind: 'restoration', role: 'editor', at})
      expect(await verdict(house)).toEqual([at < now ? '1 superseded' : '1 approved'])
    }
  })

  it('is past, and no refusal, while the higher one goes out', async () => {
    const {house} = await makeLiveHouse()
    const second = await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'})
    await house.approve(second, '2026-03-01T14:00:00.000Z')
    const {approved, refused, past} = await house.admit({now: later})
    expect(approved).toHaveLength(1)
    expect(refused).toEqual([])
    expect(past).toEqual([
      {edition: 'edition.knee.1', article: 'knee', number: 1, by: 'edition.knee.2'},
    ])
  })

  it('stays out there while the higher one is only in review', async () => {
    const {house} = await makeLiveHouse()
    await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'})
    expect(await verdict(house)).toEqual(['1 approved', '2 no-sign-off'])
  })
})

describe('an emergency sign-off', () => {
  async function makeEmergency() {
    const house = await makeHouse()
    house.trust.policy.emergency = {
      quorum: [{role: 'medical-expert', count: 1}],
      deadlineHours: 48,
    }
    const edition = await house.submit()
    await house.sign(house.expert, edition, {emergency: true})
    return {house, edition}
  }

  it('lets an edition out at once, and marks it', async () => {
    const {house} = await makeEmergency()
    const {approved} = await house.admit()
    expect(approved.map(({emergency}) => emergency)).toEqual([true])
    expect((await house.admit({now: '2026-03-03T10:00:00.000Z'})).approved).toHaveLength(1)
  })

  it('lapses after its deadline: emergency-lapsed', async () => {
    const {house} = await makeEmergency()
    expect(await verdict(house, '2026-03-03T10:00:00.001Z')).toEqual(['1 emergency-lapsed'])
  })

  it('is followed by the full set of sign-offs, which stays', async () => {
    const {house, edition} = await makeEmergency()
    await house.approve(edition, '2026-03-02T10:00:00.000Z')
    const {approved} = await house.admit({now: later})
    expect(approved.map(({emergency}) => emergency)).toEqual([false])
  })
})

describe('two live editions with one slug and language', () => {
  it('are both refused: slug-taken', async () => {
    const house = await makeHouse()
    house.documents.set('foot', {...house.documents.get('knee')!, _id: 'foot'})
    await house.approve(await house.submit())
    await house.approve(await house.submit({article: 'foot'}))
    expect(await verdict(house)).toEqual(['1 slug-taken', '1 slug-taken'])
  })

  it('stay where the slug or the language differs', async () => {
    const house = await makeHouse()
    house.documents.set('foot', {...house.documents.get('knee')!, _id: 'foot', language: 'de'})
    await house.approve(await house.submit())
    await house.approve(await house.submit({article: 'foot'}))
    expect(await verdict(house)).toEqual(['1 approved', '1 approved'])
  })

  it('leave the pages of the site theirs', async () => {
    const house = await makeHouse()
    house.documents.get('knee')!['slug'] = {_type: 'slug', current: 'expert-board'}
    await house.approve(await house.submit())
    const site = await house.submit({article: 'site'})
    await house.sign(house.editor, site, {role: 'editor'})
    const {approved, refused} = await house.admit()
    expect(approved.map(({payload}) => payload.id)).toEqual(['edition.site.1'])
    expect(refused.map(({code}) => code)).toEqual(['slug-taken'])
  })
})
