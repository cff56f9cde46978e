import {parseAtomFeed, parseJsonFeed} from 'feedsmith'
import {describe, expect, it} from 'vitest'

import {atomFeed, jsonFeed} from '../../../exports/repository/feed-views.ts'
import type {IndexEntry} from '../../../exports/repository/format/entries.ts'
import {appendEvents, chainStart} from '../../../exports/repository/format/feed-event.ts'

const head = {
  kind: 'article' as const,
  article: 'knee',
  language: 'en',
  number: 1,
  edition: 'edition.knee.1',
  digest: 'a'.repeat(64),
}
const live: IndexEntry = {
  ...head,
  status: 'live',
  bundle: 'b'.repeat(64),
  zip: {sha256: 'c'.repeat(64), bytes: 10},
  validUntil: null,
  emergency: false,
  corrections: [],
}
const withdrawn: IndexEntry = {
  ...head,
  status: 'withdrawn',
  statement: '',
  withdrawnAt: '2026-02-01T00:00:00.000Z',
  effective: '2026-02-01T00:00:00.000Z',
  severity: 'safety',
  update: 'retraction',
  notice: 'The dose was wrong: 5 < 50 & ]]> \u0001',
  tombstone: {path: 'tombstones/knee.en/tombstone.dsse.json', sha256: 'd'.repeat(64), bytes: 9},
}
const events = await appendEvents(
  chainStart,
  [
    {type: 'published', entry: live},
    {type: 'withdrawn', entry: withdrawn},
  ],
  '2026-02-01T00:00:00.000Z',
)

const titles = ['withdrawn: edition.knee.1', 'published: edition.knee.1']
const words =
  'retraction (safety), effective 2026-02-01T00:00:00.000Z. The dose was wrong: 5 < 50 & ]]>'

describe('the feeds for readers of news', () => {
  it('JSON Feed is read by a parser that we did not write, newest first', () => {
    const feed = parseJsonFeed(JSON.parse(new TextDecoder().decode(jsonFeed('all', events))))
    expect(feed.title).toBe('Changes for the audience all')
    expect(feed.items?.map(({title}) => title)).toEqual(titles)
    expect(feed.items?.[0]).toMatchObject({
      id: `urn:sha256:${events[1]!.hash}`,
      date_published: '2026-02-01T00:00:00.000Z',
      content_text: expect.stringContaining(words),
      tags: ['withdrawn', 'safety', 'retraction'],
    })
  })

  it('Atom is, too', () => {
    const feed = parseAtomFeed(new TextDecoder().decode(atomFeed('all', events)))
    expect(feed.title).toMatchObject({value: 'Changes for the audience all'})
    expect(feed.entries?.map(({title}) => title)).toMatchObject(titles.map((value) => ({value})))
    expect(feed.entries?.[0]).toMatchObject({
      id: `urn:sha256:${events[1]!.hash}`,
      updated: '2026-02-01T00:00:00.000Z',
      content: {value: expect.stringContaining(words)},
    })
  })

  it('say in Atom, too, that the article is gone', () => {
    const xml = new TextDecoder().decode(atomFeed('all', events))
    expect(xml).toContain(
      '<at:deleted-entry ref="urn:marrow:article:knee:en" when="2026-02-01T00:00:00.000Z">',
    )
  })
})
