import type {Disk} from '../../repository/disk.ts'
import type {IndexEntry, LiveEntry} from '../../repository/format/entries.ts'
import type {ChainEnd, FeedEvent} from '../../repository/format/feed-event.ts'
import {chainStart} from '../../repository/format/feed-event.ts'
import type {Root} from '../../repository/format/root-file.ts'
import {placeFile} from '../../repository/staging.ts'
import {PullError} from './pull-error.ts'

/** What is on show of an article. */
export interface Shown {
  /** Hex digest of the bundle in `bundles/`. */
  bundle: string
  /** UTC instant after which it is hidden; null for no end. */
  validUntil: string | null
  /** What its signed corrections were found to say, where it has any. */
  corrections?: LiveEntry['corrections']
  /** Set while it is hidden because that instant has passed. */
  hasRunOut?: true
}

/**
 * Something that happened here and not in the feed: an article ran out, or its clock was wrong; or
 * the folder was changed over to another audience, which does not have it.
 */
export interface LocalEvent {
  type: 'ran-out' | 'restored' | 'removed' | 'withdrawn'
  at: string
  entry: IndexEntry
  /** Hex sha256 of the canonical event without `hash`. */
  hash: string
}

/** What a hook is told of. */
export type HookEvent = FeedEvent | LocalEvent

/** What a folder was brought to: `state.json`, the truth from which `articles/` follows. */
export interface PullState {
  format: 1
  audience: string
  /** What was pinned: hex sha256 of the root key, or of the root file. */
  pin: string
  root: Root
  /** Raw keys, base64url, that any root so far let sign trust files. */
  trustKeys: string[]
  /** Versions that were seen; nothing lower is taken again. Null before the first pull. */
  trust: {version: number; digest: string} | null
  head: {version: number; sha256: string; issued: string; expires: string} | null
  index: {version: number; sha256: string} | null
  /** Cursor: every event up to here is in `entries`. */
  feed: ChainEnd
  entries: IndexEntry[]
  /** By the key of the entry. */
  shown: Record<string, Shown>
  /** Events whose effect, or whose hook, is still to come; in their order. */
  pending: HookEvent[]
  /** Last event that the server was told of. */
  acknowledged: number
}

/** Version of a folder's layout that this client reads and writes. */
const stateName = 'state.json'

/** What a folder that was never pulled into holds. */
export function firstState(audience: string, pin: string, root: Root): PullState {
  return {
    format: 1,
    audience,
    pin,
    root,
    trustKeys: root.trust.keys.map(({publicKey}) => publicKey),
    trust: null,
    head: null,
    index: null,
    feed: chainStart,
    entries: [],
    shown: {},
    pending: [],
    acknowledged: 0,
  }
}

/**
 * Read what a folder was brought to; undefined for a folder that is new.
 *
 * @throws `PullError` `state-damaged`, `not-a-pull-folder`.
 */
export async function readState(store: Disk): Promise<PullState | undefined> {
  const bytes = await store.read(stateName)
  if (!bytes) {
    const others = (await store.list('')).filter(({name}) => !name.startsWith('.'))
    if (others.length === 0) return undefined
    throw new PullError(
      'not-a-pull-folder',
      store.name,
      `has files and no ${stateName}: give an empty folder, or one that was pulled into`,
    )
  }
  try {
    const state: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes))
    if (isState(state)) return state
  } catch (cause) {
    throw damaged(cause)
  }
  throw damaged()
}

/** Write the state, durably and in one step: from here on it holds. */
export async function writeState(store: Disk, state: PullState): Promise<void> {
  await placeFile(store, stateName, new TextEncoder().encode(`${JSON.stringify(state)}\n`))
}

function isState(value: unknown): value is PullState {
  if (typeof value !== 'object' || value === null) return false
  return (
    'format' in value &&
    value.format === 1 &&
    'shown' in value &&
    'feed' in value &&
    'entries' in value &&
    Array.isArray(value.entries) &&
    'pending' in value &&
    Array.isArray(value.pending)
  )
}

function damaged(cause?: unknown): PullError {
  return new PullError(
    'state-damaged',
    stateName,
    'cannot be read: put it back from a backup, or pull into an empty folder',
    {cause},
  )
}
