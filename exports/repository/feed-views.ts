import {x} from 'xastscript'
import type {Element} from 'xast'

import {canonicalJson} from '#schemas'

import {writeXml} from '../xml/write-xml.ts'
import {entryKey, isLive} from './format/entries.ts'
import type {IndexEntry} from './format/entries.ts'
import {chainStart, pageOf} from './format/feed-event.ts'
import type {FeedEvent} from './format/feed-event.ts'
import {shownCorrections, updatesOf} from './format/updates-of.ts'
import type {PublicUpdate} from './format/updates-of.ts'

/** Of what feed the newest events are. */
export interface ViewedFeed {
  audience: string
  publisher: {name: string; url?: string}
  /** Hash of its first event; undefined where there is none. */
  first: string | undefined
}

/** What happened to one article in one language, or to the keys; the last of it counts. */
interface Story {
  id: string
  /** In their order. */
  events: FeedEvent[]
  last: FeedEvent
}

/**
 * Show the newest events as a JSON Feed, newest first: one item an article and language, with what
 * holds now. Ids and digests, no titles.
 *
 * The item of an article that was taken back has the same id, so a reader that knew it replaces it.
 * A repository does not know its own address, and addresses in a JSON Feed are absolute: there is
 * no `feed_url`, and an item has no `url`. Unsigned: for readers of news; machines follow the
 * signed feed.
 *
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function jsonFeed(feed: ViewedFeed, events: readonly FeedEvent[]): Uint8Array {
  const {name, url} = feed.publisher
  const value = {
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(feed),
    ...(url !== undefined && {home_page_url: url}),
    authors: [{name, ...(url !== undefined && {url})}],
    items: storiesOf(feed, events).map(({id, last}) => ({
      id,
      title: headlineOf(last),
      content_text: wordsOf(last),
      date_published: last.at,
      date_modified: last.at,
      tags: tagsOf(last),
      _marrow: last,
    })),
  }
  return new TextEncoder().encode(`${canonicalJson(value)}\n`)
}

/**
 * Show the newest events as an Atom feed, newest first: one entry an article and language.
 *
 * What was withdrawn or removed has no entry any more: a `deleted-entry` has the id that the entry
 * had, so that readers drop it. An entry with an id of its own says so to those who know no
 * `deleted-entry`; it is deleted in turn when the article is back.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287
 * @see https://www.rfc-editor.org/rfc/rfc6721
 */
export function atomFeed(feed: ViewedFeed, events: readonly FeedEvent[]): Uint8Array {
  const {name, url} = feed.publisher
  const tree = x(
    'feed',
    {xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:at': 'http://purl.org/atompub/tombstones/1.0'},
    [
      x('id', idOf(feed)),
      x('title', titleOf(feed)),
      x('updated', events.at(-1)?.at ?? '1970-01-01T00:00:00.000Z'),
      x('author', [x('name', name), ...(url === undefined ? [] : [x('uri', url)])]),
      x('link', {rel: 'self', href: 'feed.atom', type: 'application/atom+xml'}),
      ...storiesOf(feed, events).flatMap(elementsOf),
    ],
  )
  return writeXml({type: 'root', children: [tree]})
}

function elementsOf({id, events, last}: Story): Element[] {
  const notice = `${id}:notice`
  if (last.entry && !isLive(last.entry)) {
    return [deletedEntry(id, last.at, `${last.type}: ${wordsOf(last)}`), entryOf(notice, last)]
  }
  const back = events.findLast(
    ({type}, index) => type === 'restored' || isGone(events[index - 1]?.entry),
  )
  return [...(back ? [deletedEntry(notice, back.at, back.type)] : []), entryOf(id, last)]
}

function entryOf(id: string, event: FeedEvent): Element {
  return x('entry', [
    x('id', id),
    x('title', headlineOf(event)),
    x('updated', event.at),
    x('link', {rel: 'alternate', href: addressOf(event)}),
    ...tagsOf(event).map((term) => x('category', {term})),
    x('content', {type: 'text'}, wordsOf(event)),
  ])
}

function deletedEntry(ref: string, when: string, comment: string): Element {
  return x('at:deleted-entry', {ref, when}, [x('at:comment', comment)])
}

function isGone(entry: IndexEntry | undefined): boolean {
  return entry !== undefined && !isLive(entry)
}

/**
 * Gather events by what they are about, the one with the newest event first.
 *
 * An id is that of an article in a language, not of an event: one `deleted-entry` reaches what a
 * reader has kept, however long ago it was told.
 */
function storiesOf(feed: ViewedFeed, events: readonly FeedEvent[]): Story[] {
  const stories = Map.groupBy(events, ({entry, hash}) => (entry ? entryKey(entry) : hash))
  return [...stories.values()]
    .map((all) => ({id: idOf(feed, all[0]), events: all, last: all.at(-1)!}))
    .toSorted((a, b) => b.last.seq - a.last.seq)
}

/**
 * Name a feed, or what a story in it is about.
 *
 * The hash of the first event tells publishers apart that have an article of the same id, and
 * audiences of which one may lose what another keeps.
 */
function idOf({first = chainStart.hash}: ViewedFeed, event?: FeedEvent): string {
  const feed = `urn:marrow:feed:${first}`
  if (!event) return feed
  const {entry, seq} = event
  if (!entry) return `${feed}:event:${seq}`
  return `${feed}:${entry.kind}:${encodeURIComponent(entry.article)}:${entry.language}`
}

function titleOf({audience}: ViewedFeed): string {
  return `Changes for the audience ${audience}`
}

/** Relative to the feed. */
function addressOf({entry, seq}: FeedEvent): string {
  if (!entry) return `feed/${pageOf(seq)}.ndjson`
  return `current/${encodeURIComponent(entry.article)}.${encodeURIComponent(entry.language)}.json`
}

function headlineOf(event: FeedEvent): string {
  const {type, entry} = event
  const said = updatesOf(event).map(({update, severity}) => `${update}, ${severity}`)
  const what = said.length === 0 ? type : `${type} (${said.join('; ')})`
  return entry ? `${what}: ${entry.edition}` : what
}

function wordsOf(event: FeedEvent): string {
  const {entry, type} = event
  if (!entry) return type
  if (entry.status === 'withdrawn') return updateWords(entry)
  if (entry.status === 'removed') return `No longer published: ${entry.because}.`
  const fresh = updatesOf(event)
  const older = shownCorrections(entry).filter((one) => !fresh.includes(one))
  const said = [...fresh, ...older].map(updateWords)
  return [...said, `Digest of the edition: ${entry.digest}`].join('\n')
}

function updateWords({update, severity, effective, notice = ''}: PublicUpdate): string {
  return `${update} (${severity}), effective ${effective}. ${notice}`.trim()
}

function tagsOf(event: FeedEvent): string[] {
  const said = updatesOf(event).flatMap(({severity, update}) => [severity, update])
  return [...new Set([event.type, ...said])]
}
