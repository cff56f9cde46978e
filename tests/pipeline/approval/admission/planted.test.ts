import {describe, expect, it} from 'vitest'

import type {EditionDocument} from '#pipeline'
import {canonicalJson} from '#schemas'

import {editionDigest} from '../../../../pipeline/approval/edition-digest.ts'
import {seeStatement} from './live-house.ts'
import {makeSignedHouse} from './signed-house.ts'

/** What anyone with a write token can plant beside a live edition: it stops no other. */

async function planted(
  edition: EditionDocument,
  change: (payload: any) => void, // oxlint-disable-line typescript/no-explicit-any -- hostile on purpose
): Promise<EditionDocument> {
  const payload = JSON.parse(edition.payload)
  payload.number = 2
  payload.id = 'edition.knee.2'
  change(payload)
  const {id, kind, article, number, language} = payload
  const sealed = canonicalJson(payload, {maxDepth: 200})
  const digest = await editionDigest(sealed)
  return {_id: id, _type: 'edition', kind, article, number, language, digest, payload: sealed}
}

const malformed: Record<string, (payload: any) => void> = // oxlint-disable-line typescript/no-explicit-any -- hostile on purpose
  {
    'the number 0': (payload) => {
      payload.number = 0
      payload.id = 'edition.knee.0'
    },
    'a number below 0': (payload) => {
      payload.number = -1
      payload.id = 'edition.knee.-1'
    },
    'a number that no id can have': (payload) => {
      payload.number = 1_000_000_000
      payload.id = 'edition.knee.1000000000'
    },
    'no language': (payload) => {
      payload.language = ''
      payload.content.documents.knee.language = ''
    },
    'a language that is a path': (payload) => {
      payload.language = '../..'
      payload.content.documents.knee.language = '../..'
    },
    'nesting beyond all bounds': (payload) => {
      payload.content.documents.knee.sections = JSON.parse(`${'['.repeat(150)}${']'.repeat(150)}`)
    },
  }

describe('a planted edition', () => {
  for (const [what, change] of Object.entries(malformed)) {
    it(`with ${what} is edition-malformed, and stops no other`, async () => {
      const {house, edition} = await makeSignedHouse()
      house.editions.push(await planted(edition, change))
      const {approved, refused} = await house.admit()
      expect(approved.map(({payload}) => payload.number)).toEqual([1])
      expect(refused.map(({code}) => code)).toEqual(['edition-malformed'])
    })
  }

  it('with an asset id that is no text stops no other', async () => {
    const {house, edition} = await makeSignedHouse()
    const image = {_type: 'image', asset: {_ref: {toString: 'x'}}}
    house.editions.push(
      await planted(edition, (payload) => {
        payload.content.documents.knee.image = image
      }),
    )
    expect((await house.admit()).approved).toHaveLength(1)
  })
})

describe('a planted edition that every required role signed', () => {
  const article = (payload: any) => payload.content.documents.knee // oxlint-disable-line typescript/no-explicit-any -- hostile on purpose
  const unlisted: Record<string, Parameters<typeof planted>[1]> = {
    'a slug that is a path': (payload) => (article(payload).slug.current = '../../x'),
    'the slug of a device': (payload) => (article(payload).slug.current = 'con'),
    'a slug that turns the text': (payload) => (article(payload).slug.current = 'a\u202eb'),
    'an endless slug': (payload) => (article(payload).slug.current = 'a'.repeat(5000)),
    'an endless language': (payload) => {
      payload.language = `en${'-abcdefgh'.repeat(40)}`
      article(payload).language = payload.language
    },
    'no title': (payload) => (article(payload).title = ' '),
  }
  for (const [what, change] of Object.entries(unlisted)) {
    it(`with ${what} is content-fatal, and stops no other`, async () => {
      const {house, edition} = await makeSignedHouse()
      const second = await planted(edition, change)
      house.editions.push(second)
      await house.approve(second)
      const {approved, refused} = await house.admit()
      expect(approved.map(({payload}) => payload.number)).toEqual([1])
      expect(refused.map(({code}) => code)).toEqual(['content-fatal'])
    })
  }
})

describe('a planted statement', () => {
  const odd: unknown = JSON.parse('{"toString":"x","valueOf":1,"constructor":null,"length":-1}')
  const fields = ['envelope', 'edition', 'kind', 'article', 'notice']

  it('with objects where texts belong stops no edition', async () => {
    const {house} = await makeSignedHouse()
    for (const [index, field] of fields.entries()) {
      const _id = `statement.${String(index).repeat(32)}`
      house.statements.push({
        _id,
        _type: 'statement',
        envelope: `x${index}`,
        [field]: odd,
      })
    }
    const {approved, findings} = await house.admit()
    expect(approved).toHaveLength(1)
    expect(findings.map(({ruleId}) => ruleId)).toEqual(fields.map(() => 'statement-refused'))
  })

  it('with a copy of its envelope hides no altered withdrawal', async () => {
    const {house, edition} = await makeSignedHouse()
    house.statements.push(
      {_id: 'a', _type: 'statement', envelope: 'x'},
      {_id: 'b', _type: 'statement', envelope: 'x', kind: 'withdrawal', edition: edition._id},
    )
    const {refused} = await house.admit()
    expect(refused.map(({code}) => code)).toEqual(['unverifiable-withdrawal'])
  })

  it('under one of Marrow’s ids holds the edition that it names, and the remedy says remove it', async () => {
    const {house, edition} = await makeSignedHouse()
    const _id = `statement.${'0'.repeat(32)}`
    house.statements.push({_id, _type: 'statement', edition: edition._id, envelope: 'x'})
    const {approved, refused} = await house.admit()
    expect(approved).toEqual([])
    expect(refused.map(({code}) => code)).toEqual(['malformed-proof'])
    expect(refused[0]?.message).toContain(_id)
    expect(refused[0]?.remedy).toContain('remove it')
  })
})

describe('what was lifted or withdrawn', () => {
  it('a lift whose document is gone lifts no more: what vanished holds, and lets nothing out', async () => {
    const {house, edition, signOffs} = await makeSignedHouse()
    const request = await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    const lift = await house.sign(house.expert, edition, {
      kind: 'change-request',
      lifts: request._id,
      at: '2026-03-01T12:00:00.000Z',
    })
    expect((await house.admit()).approved).toHaveLength(1)

    await seeStatement(house, lift)
    house.statements = [...signOffs, request]
    expect((await house.admit()).refused.map(({code}) => code)).toEqual(['change-requested'])
  })

  it('an unsigned edition lends no words to the notice of its withdrawal', async () => {
    const {house} = await makeSignedHouse()
    house.documents.get('knee')!['title'] = 'Planted'
    const next = await house.submit({contributors: ['lake-zoe']})
    await house.sign(house.expert, next, {kind: 'withdrawal'})
    const {approved, withdrawn} = await house.admit()
    expect(approved).toEqual([])
    expect(withdrawn.map(({edition, title, slug}) => [edition, title, slug])).toEqual([
      [next._id, 'Bone marrow edema of the knee', 'bone-marrow-edema-knee'],
    ])
  })
})
