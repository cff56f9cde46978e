import {canonicalJson, sha256Hex} from '#schemas'

import {entryKey, isLive, type IndexEntry, type LiveEntry} from '../../repository/format/entries.ts'
import type {News} from './read-news.ts'
import type {HookEvent, LocalEvent, PullState, Shown} from './state.ts'

/**
 * Take over what a repository says: what is withdrawn or removed is on show no more.
 *
 * What is new is only known by this; it is on show when its bundle is there.
 */
export function takeOver(state: PullState, news: News): PullState {
  const {root, trustKeys, trust, head, headDigest, entries, events} = news
  const shown = {...state.shown}
  const live = new Map(entries.filter(isLive).map((entry) => [entryKey(entry), entry]))
  for (const {entry} of events) {
    if (!entry || isLive(entry)) continue
    // Taken back and restored since: only the same bundle may have stayed.
    const key = entryKey(entry)
    if (shown[key]?.bundle !== live.get(key)?.bundle) delete shown[key]
  }
  for (const key of Object.keys(shown)) if (!live.has(key)) delete shown[key]
  return {
    ...state,
    root,
    trustKeys,
    trust: {version: trust.trust.version, digest: trust.digest},
    head: {
      version: head.version,
      sha256: headDigest,
      issued: head.issued,
      expires: head.expires,
    },
    index: {version: head.index.version, sha256: head.index.sha256},
    feed: head.feed,
    entries,
    shown,
    pending: [...state.pending, ...events],
  }
}

/** Put articles on show whose bundles are there now. */
export function show(state: PullState, entries: readonly LiveEntry[]): PullState {
  const shown: Record<string, Shown> = {...state.shown}
  for (const entry of entries) {
    const {bundle, validUntil, corrections} = entry
    shown[entryKey(entry)] = {bundle, validUntil, ...(corrections.length > 0 && {corrections})}
  }
  return {...state, shown}
}

/** Hide what has run out, and bring back what was hidden by a clock that was wrong. */
export async function runOut(state: PullState, now: string): Promise<PullState> {
  const shown = {...state.shown}
  const events: LocalEvent[] = []
  const entries = new Map(state.entries.map((entry) => [entryKey(entry), entry]))
  for (const [key, one] of Object.entries(shown)) {
    const hasRunOut = isPast(one.validUntil, now)
    const entry = entries.get(key)
    if (hasRunOut === (one.hasRunOut ?? false) || !entry) continue
    const {hasRunOut: _, ...rest} = one
    shown[key] = hasRunOut ? {...rest, hasRunOut} : rest
    const event = {type: hasRunOut ? ('ran-out' as const) : ('restored' as const), at: now, entry}
    events.push({...event, hash: await sha256Hex(canonicalJson(event))})
  }
  return events.length === 0 ? state : {...state, shown, pending: [...state.pending, ...events]}
}

/** Whether an instant has passed; null never does. */
function isPast(instant: string | null, now: string): boolean {
  return instant !== null && Date.parse(instant) <= Date.parse(now)
}

/** Live articles whose bundle is not on show yet and still may be, in the order of the feed. */
export function wantedBundles(state: PullState, now: string): LiveEntry[] {
  const place = new Map<string, number>()
  for (const [index, {entry}] of state.pending.entries())
    if (entry) place.set(entryKey(entry), index)
  const placeOf = (entry: IndexEntry): number => place.get(entryKey(entry)) ?? -1
  return state.entries
    .filter(isLive)
    .filter((entry) => !isPast(entry.validUntil, now) && !isShown(state, entry))
    .toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Whether what an event says has come true here, or is true no more. */
export function isApplied(state: PullState, {entry}: HookEvent, now: string): boolean {
  if (!entry || !isLive(entry)) return true
  const latest = state.entries.find((one) => entryKey(one) === entryKey(entry))
  if (!latest || !isLive(latest) || latest.bundle !== entry.bundle) return true
  if (!isSame(latest.corrections, entry.corrections)) return true
  return isShown(state, entry) || isPast(entry.validUntil, now)
}

function isShown({shown}: PullState, entry: LiveEntry): boolean {
  const one = shown[entryKey(entry)]
  return (
    one?.bundle === entry.bundle &&
    one.validUntil === entry.validUntil &&
    isSame(one.corrections ?? [], entry.corrections)
  )
}

/** The words of corrections are held against the bundle whenever they change, too. */
function isSame(one: LiveEntry['corrections'], other: LiveEntry['corrections']): boolean {
  return canonicalJson(one) === canonicalJson(other)
}
