import {canonicalJson, sha256Hex} from '#schemas'

import {entryKey, isLive, type IndexEntry, type LiveEntry} from '../../repository/format/entries.ts'
import {chainStart} from '../../repository/format/feed-event.ts'
import type {HookEvent, LocalEvent, PullState, Shown} from './state.ts'

/**
 * From where an audience is read: where the folder is; at the beginning of its feed where the folder
 * was pulled with another audience. Keys and trust files that were seen bind all the same.
 */
export function startOf(state: PullState, audience: string): PullState {
  if (state.audience === audience) return state
  return {...state, audience, head: null, index: null, feed: chainStart, entries: []}
}

/**
 * Change a folder over to another audience, as far as it goes without what is news there.
 *
 * What is on show stays where the other index has the same edition live, until its bundle is there;
 * all else is hidden, and hooks hear of it. What hooks were still to put up is of the feed that is
 * left; what they were to take away is not forgotten.
 *
 * @param news
 *   Of the other audience; nothing changes where it is the same.
 * @param now
 *   UTC instant.
 */
export async function changeOver(
  state: PullState,
  {head: {audience}, entries}: {head: {audience: string}; entries: readonly IndexEntry[]},
  now: string,
): Promise<PullState> {
  if (state.audience === audience) return state
  const before = new Map(state.entries.map((entry) => [entryKey(entry), entry]))
  const after = new Map(entries.map((entry) => [entryKey(entry), entry]))
  const shown: Record<string, Shown> = {}
  const gone: LocalEvent[] = []
  for (const [key, one] of Object.entries(state.shown)) {
    const [old, live] = [before.get(key), after.get(key)]
    if (live && isLive(live) && isSameEdition(one, old, live)) shown[key] = one
    // Of what it knows, the other feed tells hooks itself.
    else if (old && !live) gone.push(await removal(old, now))
  }
  const pending = [...state.pending.flatMap(takingAway), ...gone]
  return {...startOf(state, audience), shown, pending, acknowledged: 0}
}

function isSameEdition(
  {bundle}: Shown,
  old: IndexEntry | undefined,
  {bundle: wanted, digest}: LiveEntry,
): boolean {
  if (bundle === wanted) return true
  return old !== undefined && isLive(old) && old.bundle === bundle && old.digest === digest
}

async function removal(entry: IndexEntry, at: string): Promise<LocalEvent> {
  const {kind, article, language, number, edition, digest} = entry
  const event = {
    type: 'removed' as const,
    at,
    entry: {
      status: 'removed' as const,
      kind,
      article,
      language,
      number,
      edition,
      digest,
      because: 'not-carried' as const,
    },
  }
  return {...event, hash: await sha256Hex(canonicalJson(event))}
}

/** An event of the feed that is left, where it takes something away: it has no number any more. */
function takingAway(event: HookEvent): LocalEvent[] {
  if (!('seq' in event)) return [event]
  const {at, entry, hash} = event
  if (!entry || isLive(entry)) return []
  return [{type: entry.status, at, entry, hash}]
}
