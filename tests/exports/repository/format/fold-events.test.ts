import fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {diffEntries} from '../../../../exports/repository/format/diff-entries.ts'
import {compareEntries, entryKey} from '../../../../exports/repository/format/entries.ts'
import type {IndexEntry} from '../../../../exports/repository/format/entries.ts'
import {appendEvents, chainStart} from '../../../../exports/repository/format/feed-event.ts'
import type {FeedEvent} from '../../../../exports/repository/format/feed-event.ts'
import {feedPage, parseFeedPage} from '../../../../exports/repository/format/feed-page.ts'
import {foldEvents} from '../../../../exports/repository/format/fold-events.ts'

const hex = fc.constantFrom('a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64))
const article = fc.constantFrom('knee', 'hip', 'back')
const head = {kind: fc.constant('article'), article, language: fc.constantFrom('en', 'de')}
const [id, two] = [`statement.${'1'.repeat(32)}`, `statement.${'2'.repeat(32)}`]
const said = {
  update: 'erratum',
  severity: 'safety',
  effective: '2026-01-01T00:00:00.000Z',
  notice: 'Read 10 mg.',
}
const live = fc.record({
  ...head,
  status: fc.constantFrom('live', 'overdue'),
  number: fc.integer({min: 1, max: 3}),
  edition: fc.constant('edition.x.1'),
  digest: hex,
  bundle: hex,
  zip: fc.record({sha256: hex, bytes: fc.constant(1)}),
  validUntil: fc.constant(null),
  emergency: fc.boolean(),
  // An id alone is how they were written before.
  corrections: fc.constantFrom([], [id], [{statement: id, ...said}], [{statement: two, ...said}]),
})
const withdrawn = fc.record({
  ...head,
  status: fc.constant('withdrawn'),
  number: fc.constant(1),
  edition: fc.constant('edition.x.1'),
  digest: hex,
  statement: fc.constant(''),
  withdrawnAt: fc.constant('2026-01-01T00:00:00Z'),
  effective: fc.constant('2026-01-01T00:00:00Z'),
  severity: fc.constantFrom('safety', 'legal'),
  update: fc.constant('withdrawal'),
  tombstone: fc.record({path: fc.constant('t'), sha256: hex, bytes: fc.constant(1)}),
})
type Present = Exclude<IndexEntry, {status: 'removed'}>
const snapshot = fc
  .uniqueArray(fc.oneof(live, withdrawn) as fc.Arbitrary<Present>, {selector: entryKey})
  .map((entries) => entries.toSorted(compareEntries))

/** Write a feed as an exporter does: one step a snapshot. */
async function feedOf(
  snapshots: readonly Present[][],
): Promise<{events: FeedEvent[]; indexes: IndexEntry[][]}> {
  const events: FeedEvent[] = []
  const indexes: IndexEntry[][] = []
  let entries: IndexEntry[] = []
  for (const now of snapshots) {
    const news = diffEntries(entries, now, new Map())
    events.push(...(await appendEvents(events.at(-1) ?? chainStart, news, '2026-01-01T00:00:00Z')))
    entries = foldEvents(entries, news)
    indexes.push(entries)
  }
  return {events, indexes}
}

describe('a feed', () => {
  it('equals the snapshot from any cursor', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(snapshot, {minLength: 1, maxLength: 6}), async (snapshots) => {
        const {events, indexes} = await feedOf(snapshots)
        const last = indexes.at(-1)!
        expect(last.filter(({status}) => status !== 'removed')).toEqual(snapshots.at(-1))
        for (let cursor = 0; cursor <= events.length; cursor += 1) {
          const known = foldEvents([], events.slice(0, cursor))
          expect(foldEvents(known, events.slice(cursor))).toEqual(last)
        }
      }),
      {numRuns: 60},
    )
  })

  it('is silent where nothing changed', () => {
    fc.assert(
      fc.property(snapshot, (now) => {
        expect(
          diffEntries(foldEvents([], diffEntries([], now, new Map())), now, new Map()),
        ).toEqual([])
      }),
      {numRuns: 60},
    )
  })

  it('is read page by page, and refuses every changed byte', async () => {
    const news = Array.from({length: 130}, (_, index) => ({
      type: 'removed' as const,
      entry: {
        status: 'removed' as const,
        kind: 'article' as const,
        article: `a${index}`,
        language: 'en',
        number: 1,
        edition: 'edition.x.1',
        digest: 'a'.repeat(64),
        because: 'revoked' as const,
      },
    }))
    const events = await appendEvents(chainStart, news, '2026-01-01T00:00:00Z')
    const [one, two] = [feedPage(events.slice(0, 100)), feedPage(events.slice(100))]
    expect(await parseFeedPage(one, 1, undefined, 130)).toEqual(events.slice(0, 100))
    expect(await parseFeedPage(two, 2, events[99], 130)).toEqual(events.slice(100))
    // What a writer that died left beyond the head does not count.
    expect(await parseFeedPage(two, 2, events[99], 120)).toEqual(events.slice(100, 120))
    await expect(parseFeedPage(two, 2, events[98], 130)).rejects.toThrow('event 101')
    await expect(parseFeedPage(one.slice(0, -1), 1, undefined, 131)).rejects.toThrow('event 1:')
    for (let at = 0; at < two.length; at += 97) {
      const changed = two.slice(0, at) + (two[at] === '1' ? '2' : '1') + two.slice(at + 1)
      await expect(parseFeedPage(changed, 2, events[99], 130), `byte ${at}`).rejects.toThrow(
        /event/,
      )
    }
  })
})
