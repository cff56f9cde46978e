import {parseAtomFeed, parseJsonFeed} from 'feedsmith'
import {describe, expect, it} from 'vitest'

import {atomFeed, jsonFeed} from '../../../exports/repository/feed-views.ts'
import type {IndexEntry, LiveEntry} from '../../../exports/repository/format/entries.ts'
import {appendEvents, chainStart} from '../../../exports/repository/format/feed-event.ts'
import type {FeedEvent, FeedNews} from '../../../exports/repository/format/feed-event.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld, now} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {exportTo} from './repository-world.ts'

const head = {
  kind: 'article' as const,
  article: 'knee',
  language: 'en',
  number: 1,
  edition: 'edition.knee.1',
  digest: 'a'.repeat(64),
}
const live: LiveEntry = {
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
const removed: IndexEntry = {...head, status: 'removed', because: 'not-carried'}
const typo = {
  statement: `statement.${'1'.repeat(32)}`,
  update: 'correction' as const,
  severity: 'editorial' as const,
  effective: '2026-01-05T00:00:00.000Z',
  notice: 'A name was misspelt.',
}
const dose = {
  ...typo,
  statement: `statement.${'2'.repeat(32)}`,
  update: 'erratum' as const,
  severity: 'safety' as const,
  notice: 'Read 10 mg, not 100 mg.',
}
const hip = {...live, article: 'hip', edition: 'edition.hip.1'}

/** A feed with one event a day. */
async function feedOf(...news: FeedNews[]): Promise<FeedEvent[]> {
  const events: FeedEvent[] = []
  for (const [day, one] of news.entries()) {
    const at = new Date(Date.UTC(2026, 1, day + 1)).toISOString()
    events.push(...(await appendEvents(events.at(-1) ?? chainStart, [one], at)))
  }
  return events
}

const publisher = {name: 'Sample Press', url: 'https://press.example'}
const view = (events: readonly FeedEvent[], all = events) => {
  const feed = {audience: 'all', publisher, first: all[0]?.hash}
  const json = JSON.parse(new TextDecoder().decode(jsonFeed(feed, events))) as Record<string, any>
  const xml = new TextDecoder().decode(atomFeed(feed, events))
  return {json, xml, atom: parseAtomFeed(xml), items: parseJsonFeed(json).items ?? []}
}
const published = {type: 'published' as const, entry: live}
const withdrawal = {type: 'withdrawn' as const, entry: withdrawn}
const words =
  'retraction (safety), effective 2026-02-01T00:00:00.000Z. The dose was wrong: 5 < 50 & ]]>'
const idsOf = (xml: string): string[] =>
  [...xml.matchAll(/<entry><id>([^<]*)/g)].map(([, id]) => id!)
const deleted = (xml: string): string[] =>
  [...xml.matchAll(/<at:deleted-entry ref="([^"]*)"/g)].map(([, ref]) => ref!)

describe('the feeds for readers of news', () => {
  it('are read by parsers that we did not write, newest first', async () => {
    const events = await feedOf(published, {type: 'published', entry: hip}, withdrawal)
    const {items, atom, json} = view(events)
    const titles = ['withdrawn (retraction, safety): edition.knee.1', 'published: edition.hip.1']
    expect(json).toMatchObject({title: 'Changes for the audience all'})
    expect(items.map(({title}) => title)).toEqual(titles)
    expect(items[0]).toMatchObject({
      date_published: '2026-02-03T00:00:00.000Z',
      content_text: expect.stringContaining(words),
      tags: ['withdrawn', 'safety', 'retraction'],
    })
    expect(atom.title).toMatchObject({value: 'Changes for the audience all'})
    expect(atom.entries?.map(({title}) => title)).toMatchObject(titles.map((value) => ({value})))
    expect(atom.entries?.[0]).toMatchObject({
      updated: '2026-02-03T00:00:00.000Z',
      content: {value: expect.stringContaining(words)},
    })
  })

  it.each([
    ['withdrawn', withdrawal],
    ['removed', {type: 'removed' as const, entry: removed}],
  ])('what was %s is deleted under the id that its entry had, and has none', async (_, news) => {
    const events = await feedOf(published, news)
    const [before] = idsOf(view(events.slice(0, 1)).xml)
    const {xml} = view(events)
    expect(deleted(xml)).toEqual([before])
    expect(xml).toContain('when="2026-02-02T00:00:00.000Z"')
    expect(idsOf(xml)).toEqual([`${before}:notice`])
    // Whoever has the entry finds it deleted, even where the feed shows no more of it.
    expect(deleted(view(events.slice(1), events).xml)).toEqual([before])
  })

  it('what came back is listed under its id again, and the notice is deleted', async () => {
    const news = [published, withdrawal, {type: 'restored' as const, entry: live}]
    const events = await feedOf(...news, {type: 'rebuilt', entry: live})
    const id = idsOf(view(events.slice(0, 1)).xml)
    for (const shown of [events.slice(0, 3), events, events.slice(2)]) {
      const {xml} = view(shown, events)
      expect(idsOf(xml)).toEqual(id)
      expect(deleted(xml)).toEqual([`${id[0]}:notice`])
      expect(xml).toContain('when="2026-02-03T00:00:00.000Z"')
    }
    expect(deleted(view(events.slice(0, 1)).xml)).toEqual([])
  })

  it('an item of the JSON Feed keeps its id when the article is taken back', async () => {
    const events = await feedOf(published, withdrawal)
    const [before, after] = [view(events.slice(0, 1)).items, view(events).items]
    expect(after.map(({id}) => id)).toEqual(before.map(({id}) => id))
    expect(before[0]!.content_text).toContain(live.digest)
    expect(after[0]!.content_text).not.toContain(live.digest)
  })

  it('the JSON Feed has absolute addresses alone', async () => {
    const events = await feedOf(published, withdrawal)
    const {json} = view(events)
    expect(json).toMatchObject({home_page_url: publisher.url, authors: [publisher]})
    const plain = {audience: 'all', publisher: {name: 'Sample Press'}, first: undefined}
    const other = new TextDecoder().decode(jsonFeed(plain, events))
    const addresses = (text: string): string[] =>
      [...text.matchAll(/"\w*url":"([^"]*)"/g)].map(([, url]) => url!)
    expect(addresses(JSON.stringify(json)).filter((url) => !URL.canParse(url))).toEqual([])
    expect(addresses(other)).toEqual([])
  })

  it('an id belongs to one article, language and feed', async () => {
    const others = [{article: 'hip'}, {language: 'de'}, {kind: 'site' as const}]
    const events = await feedOf(
      ...[{}, ...others].map((change) => ({...published, entry: {...live, ...change}})),
      {type: 'key-rotated', keys: {root: {version: 1}, trust: {version: 2, digest: head.digest}}},
    )
    const ids = idsOf(view(events).xml)
    expect(new Set(ids).size).toBe(5)
    expect(ids.filter((id) => idsOf(view(events, events.slice(1)).xml).includes(id))).toEqual([])
  })

  it('an id stays the same however long the feed has become', async () => {
    const store = storeOnDisk(new MemoryDisk())
    const world = await makeWorld()
    const bundles = [await makeBundle(world, {id: 'knee'}), await makeBundle(world, {id: 'hip'})]
    const feedNow = async (): Promise<string> =>
      new TextDecoder().decode(await store.read('audiences/all/feed.atom'))
    await exportTo(store, world, bundles)
    const ids = idsOf(await feedNow())
    let length = 0
    // Beyond the two pages that a writer reads anyway.
    while (length <= 200) {
      await exportTo(store, world, [])
      const {audiences} = await exportTo(store, world, bundles)
      length = audiences[0]!.head.feed.seq
    }
    expect(idsOf(await feedNow()).toSorted()).toEqual(ids.toSorted())
    expect((await verifyRepository(store, world.rootKey, {now})).faults).toEqual([])
  })

  it('tell a safety correction from a typo, the new one first', async () => {
    const events = await feedOf(
      published,
      {type: 'corrected', entry: {...live, corrections: [typo]}, corrected: [typo.statement]},
      {type: 'corrected', entry: {...live, corrections: [typo, dose]}, corrected: [dose.statement]},
    )
    const [first, second] = [view(events.slice(0, 2)), view(events)]
    expect(first.items[0]).toMatchObject({
      title: 'corrected (correction, editorial): edition.knee.1',
      tags: ['corrected', 'editorial', 'correction'],
    })
    expect(second.items[0]).toMatchObject({
      title: 'corrected (erratum, safety): edition.knee.1',
      tags: ['corrected', 'safety', 'erratum'],
      content_text: [
        'erratum (safety), effective 2026-01-05T00:00:00.000Z. Read 10 mg, not 100 mg.',
        'correction (editorial), effective 2026-01-05T00:00:00.000Z. A name was misspelt.',
        `Digest of the edition: ${live.digest}`,
      ].join('\n'),
    })
    expect(second.atom.entries?.[0]).toMatchObject({
      title: {value: second.items[0]!.title},
      content: {value: second.items[0]!.content_text},
    })
  })

  it('show what was written before corrections had words', async () => {
    const old = {...live, corrections: [typo.statement]}
    const {items} = view(await feedOf(published, {type: 'corrected', entry: old}))
    expect(items[0]).toMatchObject({
      title: 'corrected: edition.knee.1',
      content_text: `Digest of the edition: ${live.digest}`,
    })
  })
})
