import {beforeEach, describe, expect, it} from 'vitest'

import {makeHouse, type House} from './house.ts'
import {later, namesOf, see} from './live-house.ts'

let house: House
beforeEach(async () => {
  house = await makeHouse()
})

/** Seal and sign an article like `knee` under another id. */
async function approve(id: string, changes: object = {}) {
  const slug = {_type: 'slug', current: `about-${house.editions.length}`}
  house.documents.set(id, {...house.documents.get('knee')!, _id: id, slug, ...changes})
  const edition = await house.submit({article: id})
  await house.approve(edition)
  return edition
}

async function verdicts(): Promise<string[]> {
  const {approved, refused} = await house.admit({now: later})
  return [
    ...approved.map(({payload}) => `${payload.article} approved`),
    ...refused.map(({article, code}) => `${article} ${code}`),
  ].toSorted()
}

describe('an article whose id no repository can hold', () => {
  it('is refused alone: id-unusable', async () => {
    await approve('con')
    await approve('aux.knee')
    await approve('hip')
    expect(await verdicts()).toEqual(['aux.knee id-unusable', 'con id-unusable', 'hip approved'])
  })

  it('is no withdrawal either: it was never out', async () => {
    const edition = await approve('con')
    await house.sign(house.expert, edition, {kind: 'withdrawal', at: later})
    expect((await house.admit({now: later})).withdrawn).toEqual([])
  })
})

describe('ids that differ by letter case alone', () => {
  it('are both refused where neither was out: id-taken', async () => {
    await approve('Hip')
    await approve('hip')
    await approve('foot')
    expect(await verdicts()).toEqual(['Hip id-taken', 'foot approved', 'hip id-taken'])
  })

  it('stay with the article that was out first', async () => {
    const first = await approve('hip')
    await see(house, {event: 'exported', ...namesOf(first), bundle: 'f'.repeat(64)})
    await approve('HIP')
    expect(await verdicts()).toEqual(['HIP id-taken', 'hip approved'])
    house.editions = house.editions.filter(({article}) => article !== 'hip')
    expect(await verdicts()).toEqual(['HIP id-taken'])
  })

  it('are free again when one of the two is withdrawn, which tells nobody', async () => {
    await approve('hip')
    const other = await approve('HIP')
    await house.sign(house.expert, other, {kind: 'withdrawal', at: later})
    expect(await verdicts()).toEqual(['HIP withdrawn', 'hip approved'])
    expect((await house.admit({now: later})).withdrawn).toEqual([])
  })

  it('are two in two languages, as their files are', async () => {
    await approve('hip')
    await approve('HIP', {language: 'de'})
    expect(await verdicts()).toEqual(['HIP approved', 'hip approved'])
  })
})
