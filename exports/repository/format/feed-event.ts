import {canonicalJson, sha256Hex} from '#schemas'

import type {IndexEntry} from './entries.ts'

/** What may happen to an article, or to the keys. */
type FeedEventType =
  | 'published'
  | 'corrected'
  | 'withdrawn'
  | 'restored'
  | 'review-overdue'
  | 'rebuilt'
  | 'removed'
  | 'key-rotated'

/** What happened, before it has a place in the chain. */
export interface FeedNews {
  type: FeedEventType
  /** The whole entry from now on; absent where keys were rotated. */
  entry?: IndexEntry
  /** Of `corrected` alone: ids of the corrections in `entry` that are new, sorted. */
  corrected?: string[]
  /** Of `key-rotated` alone. */
  keys?: {root: {version: number}; trust: {version: number; digest: string}}
}

/** One line of a feed: hash-chained, never changed. */
export interface FeedEvent extends FeedNews {
  /** From 1, gapless. */
  seq: number
  /** Hash of the event before; 64 zeros for the first. */
  prev: string
  /** UTC instant of the writing. */
  at: string
  /** Hex sha256 of the canonical event without `hash`. */
  hash: string
}

/** Where a chain ends. */
export interface ChainEnd {
  seq: number
  hash: string
}

/** The end of a chain that has no event. */
export const chainStart: ChainEnd = {seq: 0, hash: '0'.repeat(64)}

/** Events in a page of the feed. */
export const pageSize = 100

/** Number of the page that an event is in, from 1. */
export function pageOf(seq: number): number {
  return Math.ceil(seq / pageSize)
}

/** Compute the hash of an event from all its other members. */
export function hashEvent(event: Omit<FeedEvent, 'hash'> & {hash?: string}): Promise<string> {
  const {hash: _, ...rest} = event
  return sha256Hex(canonicalJson(rest))
}

/** Chain news onto a feed. */
export async function appendEvents(
  end: ChainEnd,
  news: readonly FeedNews[],
  at: string,
): Promise<FeedEvent[]> {
  const events: FeedEvent[] = []
  let {seq, hash} = end
  for (const one of news) {
    const event = {...one, seq: seq + 1, prev: hash, at}
    events.push({...event, hash: await hashEvent(event)})
    ;({seq, hash} = events.at(-1)!)
  }
  return events
}
