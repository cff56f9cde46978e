import {describe, expect, it} from 'vitest'

import {
  appendEntries,
  assemble,
  contextsFor,
  contributorsSince,
  reviewStatus,
  textDigest,
  type EditionPayload,
} from '#pipeline'

import {drawing} from '../sealing/rich-documents.ts'
import {makeHouse, now, type House} from './house.ts'

/** A house with the knee, an article that it links to, and the site, all signed. */
async function makeFullHouse(): Promise<House> {
  const house = await makeHouse()
  house.documents.set('arthritis', {
    ...house.documents.get('knee')!,
    _id: 'arthritis',
    title: 'Arthritis',
    slug: {_type: 'slug', current: 'arthritis'},
  })
  for (const article of ['knee', 'arthritis']) await house.approve(await house.submit({article}))
  const site = await house.submit({article: 'site'})
  await house.sign(house.editor, site, {role: 'editor'})
  return house
}

async function contextOf(house: House, at = now, sourceChecks = {}) {
  return contextsFor(await house.admit({now: at}), {sourceChecks, now: at}).get('knee')!
}

describe('contextsFor', () => {
  it('tells an edition of the articles that it links to, and of no other', async () => {
    const house = await makeFullHouse()
    expect((await contextOf(house)).articles).toEqual({
      arthritis: {status: 'live', slug: 'arthritis', language: 'en', title: 'Arthritis'},
    })
  })

  it('tells of a withdrawn or unapproved article that it is, and no word of it', async () => {
    const house = await makeFullHouse()
    const [, arthritis] = house.editions
    await house.sign(house.expert, arthritis!, {kind: 'withdrawal'})
    expect((await contextOf(house)).articles['arthritis']).toMatchObject({
      status: 'withdrawn',
      title: '',
    })
    house.statements = house.statements.slice(0, 2)
    expect((await contextOf(house)).articles['arthritis']).toEqual({
      status: 'unapproved',
      slug: '',
      language: '',
      title: '',
    })
  })

  it('takes the state of sources from the record of checks, for its own sources alone', async () => {
    const house = await makeFullHouse()
    const checked = {status: 'retracted', checkedAt: '2026-02-01'}
    const record = {eriksen: checked, other: checked, statpearls: {status: 'fine', checkedAt: 'x'}}
    expect((await contextOf(house, now, record)).sources).toEqual({eriksen: checked})
    expect((await contextOf(house)).sources).toEqual({})
  })

  it('takes the words of the site from its admitted edition', async () => {
    const house = await makeFullHouse()
    house.documents.get('site')!['disclaimer'] = 'Planted'
    expect((await contextOf(house)).site).toEqual({
      name: 'Sample Health',
      url: 'https://health.example.org',
      disclaimer: 'No substitute for a physician.',
      sourcing: 'Only peer-reviewed sources.',
      feedbackUrl: 'https://health.example.org/feedback',
      shareTargets: [{name: 'Mail', urlTemplate: 'https://health.example.org/share?u={url}'}],
      pages: [
        {id: 'site', slug: 'expert-board', language: 'en', title: 'Expert board'},
        {id: 'site', slug: 'editorial-process', language: 'en', title: 'Editorial process'},
      ],
    })
    house.editions = house.editions.slice(0, 2)
    expect((await contextOf(house)).site).toBe(null)
  })

  it('says when a review is overdue, whether the trust file is a sample, and the day', async () => {
    const house = await makeFullHouse()
    expect(await contextOf(house)).toMatchObject({
      overdue: false,
      sample: false,
      today: '2026-03-02',
    })
    house.trust.sample = true
    expect(await contextOf(house, '2028-03-01T10:00:00.001Z')).toMatchObject({
      overdue: true,
      sample: true,
      today: '2028-03-01',
    })
  })

  it('shows the words of verified corrections, oldest first', async () => {
    const house = await makeFullHouse()
    const [knee, arthritis] = house.editions
    const correct = (notice: string, at: string) => ({kind: 'correction', notice, at}) as const
    await house.sign(house.expert, knee!, correct('Second', '2026-03-01T13:00:00.000Z'))
    await house.sign(house.expert, knee!, correct('First', '2026-03-01T12:00:00.000Z'))
    await house.sign(house.expert, knee!, correct('Too early', '2026-03-01T07:00:00.000Z'))
    await house.sign(house.expert, knee!, correct('Too late', '2026-03-03T07:00:00.000Z'))
    const other = {...knee!, digest: 'a'.repeat(64)}
    await house.sign(house.expert, other, correct('Of other text', '2026-03-01T12:00:00.000Z'))
    await house.sign(house.expert, arthritis!, correct('Elsewhere', '2026-03-01T12:00:00.000Z'))
    expect((await contextOf(house)).notices).toEqual([
      expect.objectContaining({kind: 'correction', text: 'First', edition: 'edition.knee.1'}),
      expect.objectContaining({text: 'Second'}),
    ])
  })

  it('shows the words of a restoration only once it brought the edition back', async () => {
    const house = await makeFullHouse()
    const [knee] = house.editions
    const restore = {kind: 'restoration', at: '2026-03-01T13:00:00.000Z'} as const
    await house.sign(house.expert, knee!, {...restore, notice: 'Back again'})
    expect((await contextOf(house)).notices).toEqual([])
    await house.sign(house.editor, knee!, {...restore, role: 'editor', notice: 'Back again'})
    await house.sign(house.expert, knee!, {kind: 'withdrawal', at: '2026-03-01T12:00:00.000Z'})
    expect((await contextOf(house)).notices).toEqual([
      expect.objectContaining({kind: 'restoration', text: 'Back again'}),
    ])
  })
})

describe('reviewStatus', () => {
  async function statusOf(house: House, at = now) {
    const newest = house.editions.at(-1)
    return reviewStatus({
      article: 'knee',
      admission: await house.admit({now: at}),
      ledger: house.ledger,
      content: house.documents.has('knee') ? assemble('knee', house.documents) : null,
      newest: newest ? (JSON.parse(newest.payload) as EditionPayload) : null,
    })
  }

  it('follows an article from draft to withdrawal', async () => {
    const house = await makeHouse()
    expect(await statusOf(house)).toEqual({live: 'none', work: 'draft'})

    const edition = await house.submit()
    expect(await statusOf(house)).toEqual({live: 'none', work: 'in-review'})

    await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T09:00:00.000Z',
    })
    expect(await statusOf(house)).toEqual({live: 'none', work: 'changes-requested'})

    await house.approve(edition)
    expect(await statusOf(house)).toEqual({live: 'none', work: 'approved'})

    const {_id, digest, article, number, language} = edition
    const names = {edition: _id, digest, article, number, language}
    const exported = {event: 'exported', ...names, bundle: 'f'.repeat(64)} as const
    house.ledger = await appendEntries([], [exported], now)
    expect(await statusOf(house)).toEqual({live: 'live', work: 'none'})
    expect(await statusOf(house, '2028-03-02T00:00:00.000Z')).toEqual({
      live: 'overdue',
      work: 'none',
    })

    house.documents.get('knee')!['summary'] = 'Changed.'
    expect(await statusOf(house)).toEqual({live: 'live', work: 'draft'})

    await house.sign(house.expert, edition, {kind: 'withdrawal', at: '2026-03-01T20:00:00.000Z'})
    expect(await statusOf(house)).toEqual({live: 'withdrawn', work: 'draft'})
  })
})

describe('contributorsSince', () => {
  const history = [
    {document: 'drafts.knee', author: 'ann', at: '2026-01-02T00:00:00.000Z'},
    {document: 'knee', author: 'old', at: '2026-01-01T00:00:00.000Z'},
    {document: 'emergency', author: 'shared', at: '2026-01-03T00:00:00.000Z'},
    {document: 'ann', author: 'herself', at: '2026-01-03T00:00:00.000Z'},
    {document: 'eriksen', author: 'librarian', at: '2026-01-03T00:00:00.000Z'},
    {document: 'other', author: 'elsewhere', at: '2026-01-03T00:00:00.000Z'},
  ]

  it('names who changed the article or a shared section since the last live edition', () => {
    const since = '2026-01-02T00:00:00.000Z'
    expect(contributorsSince(history, ['knee'], ['emergency'], since)).toEqual(['ann', 'shared'])
  })

  it('names everyone where there is none', () => {
    expect(contributorsSince(history, ['knee'], ['emergency'], null)).toEqual([
      'ann',
      'old',
      'shared',
    ])
  })

  it('does not count edits to people, sources and other articles', () => {
    expect(contributorsSince(history, ['knee'], [], '2026-01-03T00:00:00.000Z')).toEqual([])
  })
})

describe('admission of many editions', () => {
  it('composes each text once, reads each asset once and takes milliseconds an edition', async () => {
    const house = await makeHouse()
    const count = 250
    for (let index = 0; index < count; index++) {
      const article = `a${index}`
      const slug = {_type: 'slug', current: article}
      house.documents.set(article, {...house.documents.get('knee')!, _id: article, slug})
      await house.approve(await house.submit({article}))
    }
    const calls = {assets: 0, texts: 0}
    const start = performance.now()
    const {approved} = await house.admit({
      assets: () => {
        calls.assets += 1
        return Promise.resolve(drawing)
      },
      textDigest: (payload) => {
        calls.texts += 1
        return textDigest(payload)
      },
    })
    expect(approved).toHaveLength(count)
    expect(calls).toEqual({assets: 1, texts: count})
    expect((performance.now() - start) / count).toBeLessThan(40)
  })
})
