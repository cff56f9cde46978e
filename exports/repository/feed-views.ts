import {x} from 'xastscript'
import type {Element} from 'xast'

import {canonicalJson} from '#schemas'

import {writeXml} from '../xml/write-xml.ts'
import type {FeedEvent} from './format/feed-event.ts'
import {pageOf} from './format/feed-event.ts'

/**
 * Show the newest events as a JSON Feed, newest first. Ids and digests, no titles.
 *
 * Addresses are relative to the feed. Unsigned: for readers of news; machines follow the signed feed.
 *
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function jsonFeed(audience: string, events: readonly FeedEvent[]): Uint8Array {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(audience),
    items: events.toReversed().map((event) => ({
      id: idOf(event),
      url: addressOf(event),
      title: headlineOf(event),
      content_text: wordsOf(event),
      date_published: event.at,
      tags: tagsOf(event),
      _marrow: event,
    })),
  }
  return new TextEncoder().encode(`${canonicalJson(feed)}\n`)
}

/**
 * Show the newest events as an Atom feed, newest first: what was withdrawn or removed as a
 * `deleted-entry`, too.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287
 * @see https://www.rfc-editor.org/rfc/rfc6721
 */
export function atomFeed(audience: string, events: readonly FeedEvent[]): Uint8Array {
  const newest = events.toReversed()
  const tree = x(
    'feed',
    {xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:at': 'http://purl.org/atompub/tombstones/1.0'},
    [
      x('id', `urn:marrow:feed:${audience}`),
      x('title', titleOf(audience)),
      x('updated', newest[0]?.at ?? '1970-01-01T00:00:00.000Z'),
      x('author', [x('name', 'Marrow')]),
      x('link', {rel: 'self', href: 'feed.atom', type: 'application/atom+xml'}),
      ...newest.flatMap((event) => [...tombstoneOf(event), entryOf(event)]),
    ],
  )
  return writeXml({type: 'root', children: [tree]})
}

function entryOf(event: FeedEvent): Element {
  return x('entry', [
    x('id', idOf(event)),
    x('title', headlineOf(event)),
    x('updated', event.at),
    x('link', {rel: 'alternate', href: addressOf(event)}),
    ...tagsOf(event).map((term) => x('category', {term})),
    x('content', {type: 'text'}, wordsOf(event)),
  ])
}

/** The article itself is gone: by its urn, which no entry here carries. */
function tombstoneOf({entry, at, type}: FeedEvent): Element[] {
  if (!entry || (entry.status !== 'withdrawn' && entry.status !== 'removed')) return []
  const ref = `urn:marrow:article:${encodeURIComponent(entry.article)}:${entry.language}`
  return [x('at:deleted-entry', {ref, when: at}, [x('at:comment', type)])]
}

function titleOf(audience: string): string {
  return `Changes for the audience ${audience}`
}

function idOf({hash}: FeedEvent): string {
  return `urn:sha256:${hash}`
}

function addressOf({entry, seq}: FeedEvent): string {
  if (!entry) return `feed/${pageOf(seq)}.ndjson`
  return `current/${encodeURIComponent(entry.article)}.${encodeURIComponent(entry.language)}.json`
}

function headlineOf({type, entry}: FeedEvent): string {
  return entry ? `${type}: ${entry.edition}` : type
}

function wordsOf({entry, type}: FeedEvent): string {
  if (entry?.status === 'withdrawn') {
    const {severity, update, effective, notice = ''} = entry
    return `${update} (${severity}), effective ${effective}. ${notice}`.trim()
  }
  if (entry?.status === 'removed') return `No longer published: ${entry.because}.`
  return entry ? `Digest of the edition: ${entry.digest}` : type
}

function tagsOf({type, entry}: FeedEvent): string[] {
  return entry?.status === 'withdrawn' ? [type, entry.severity, entry.update] : [type]
}
