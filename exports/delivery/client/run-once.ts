import {pathFaults} from '../../bundle/path-faults.ts'
import type {Disk} from '../../repository/disk.ts'
import {entryKey, type LiveEntry} from '../../repository/format/entries.ts'
import {changeOver, startOf} from './change-over.ts'
import {fetchBundle, type Fetching} from './fetch-bundle.ts'
import {fetchTombstone, hasTombstone} from './fetch-tombstone.ts'
import {runHook, runHooks} from './hooks.ts'
import {inOrder} from './in-order.ts'
import type {PullOptions} from './pull.ts'
import {faultOf, PullError, type PullFault} from './pull-error.ts'
import {readNews, type News} from './read-news.ts'
import {
  arrangeShelf,
  forgetLost,
  nameOf,
  removeTakenBack,
  showOnShelf,
  sweepShelf,
  tearDown,
} from './shelf.ts'
import {writeState, type HookEvent, type PullState} from './state.ts'
import {isApplied, runOut, show, takeOver, wantedBundles} from './take-over.ts'

/** What one pull came to. */
export interface PullReport {
  /** Nothing failed, and nothing is left to do. */
  ok: boolean
  /** The head that is held ran out: what is on show may have been withdrawn since. */
  isStale: boolean
  /** Last event that is taken over. */
  seq: number
  /** Events that are new. */
  events: number
  /** Names of articles that are on show. */
  shown: string[]
  /** Names of articles that are hidden because they ran out. */
  ranOut: string[]
  /** Names of articles that are withdrawn. */
  withdrawn: string[]
  /** Events whose effect or hook is still to come. */
  pending: number
  acknowledged: number
  /** Instant until which the head that is held is good; null before the first pull. */
  expires: string | null
  /** Instant at which the next article runs out. */
  nextRunOut: string | null
  faults: PullFault[]
}

const savedAfterHooks = 20

/** One pull: the state that it works on, and what it could not do. */
interface Run {
  store: Disk
  options: PullOptions
  state: PullState
  now: string
  faults: PullFault[]
  /** New events. */
  events: number
  /** Hashes of events whose hook failed in this run: the next one tries again. */
  failed: Set<string>
}

/** What a reader finds who comes between the trust file and the head of one writing. */
const mayBeBetween = new Set<PullError['code']>([
  'missing',
  'root-older',
  'trust-older',
  'trust-differs',
  'wrong-key',
  'revoked-key',
])

/** Clocks of publisher and reader may differ by this. */
const leewayMs = 5 * 60 * 1000

/**
 * Pull once, from a state to the next.
 *
 * The state is written first, then `articles/` follows it: whenever this is killed, the next run
 * brings the folder to where the state is. Bundles are on the disk before the state names them.
 */
export async function runOnce(
  store: Disk,
  state: PullState,
  options: PullOptions,
): Promise<{report: PullReport; state: PullState}> {
  const now = nowOf(options, state)
  const run: Run = {store, options, state, now, faults: [], events: 0, failed: new Set()}
  try {
    await hideWhatRanOut(run)
    // A bundle that is gone was replaced or withdrawn since its head was read: look again, once.
    if (!(await takeWhatIsNew(run)) && run.faults.some(isGone)) {
      const before = run.faults
      run.faults = []
      if (!(await takeWhatIsNew(run))) run.faults = before
    }
    await workOff(run)
  } catch (error) {
    run.faults.push(faultOf(error))
  }
  return {report: reportOf(run), state: run.state}
}

/** Whether a run had no time for something. */
export function isUnfinished({code}: PullFault): boolean {
  return code === 'unfinished'
}

function isGone({code, path}: PullFault): boolean {
  return code === 'missing' && path.startsWith('bundles/')
}

/** @returns Whether all of it was taken over. */
async function takeWhatIsNew(run: Run): Promise<boolean> {
  const faults = run.faults.length
  const news = await orFault(run, () => readSettled(run))
  if (!news) return false
  run.events += news.events.length
  await takeNews(run, news)
  return run.faults.length === faults
}

/** Read what is new; once more where a writer may have been at work between two files. */
async function readSettled({options, state, now}: Run): Promise<News> {
  const {source, patience, audience} = options
  const start = startOf(state, audience)
  try {
    return await readNews(source, start, now, patience)
  } catch (error) {
    if (!(error instanceof PullError) || !mayBeBetween.has(error.code)) throw error
    return readNews(source, start, now, patience)
  }
}

/** A clock that was put back must not bring anything back. */
function nowOf({clock}: PullOptions, {head}: PullState): string {
  const now = clock()
  return head && Date.parse(head.issued) > Date.parse(now) ? head.issued : now
}

async function hideWhatRanOut(run: Run): Promise<void> {
  const {store, state, now} = run
  const next = await runOut(await forgetLost(store, state), now)
  if (next !== state) await commitHidden(run, next)
  await arrangeShelf(store, run.state)
  await sweepShelf(store, run.state)
}

/** Take over what is new: withdrawals first, whatever else fails. */
async function takeNews(run: Run, news: News): Promise<void> {
  const [fault] = pathFaults(news.entries.map(nameOf))
  if (fault) throw new PullError(fault.code, fault.path, fault.message)
  const before = run.state
  const changed = await changeOver(before, news, run.now)
  await commitHidden(run, await runOut(takeOver(changed, news), run.now))
  await arrangeShelf(run.store, run.state)
  await removeTakenBack(run.store, before, run.state)
  await workOff(run)
  const {source, dir, parallel, patience} = run.options
  for (const entry of run.state.entries) {
    if (entry.status !== 'withdrawn' || (await hasTombstone(run.store, entry))) continue
    await orFault(run, () =>
      fetchTombstone(source, run.store, entry, {trust: news.trust.trust, patience}),
    )
  }
  const fetching: Fetching = {
    source,
    dir,
    store: run.store,
    trust: news.trust,
    trustKeys: run.state.trustKeys,
    now: run.now,
    patience,
  }
  const faults = await inOrder(
    wantedBundles(run.state, run.now),
    parallel,
    oneAtATime((entry) => fetchBundle(fetching, entry)),
    async (entries) => {
      await commit(run, show(run.state, entries))
      await showOnShelf(run.store, entries)
    },
  )
  // One that had no time says it for all.
  const late = faults.find(isUnfinished)
  run.faults.push(...faults.filter((fault) => fault === late || !isUnfinished(fault)))
}

/** Two entries that name one bundle would write the same files; one of them lies. */
function oneAtATime(fetch: (entry: LiveEntry) => Promise<void>): typeof fetch {
  const fetching = new Map<string, Promise<void>>()
  return async (entry) => {
    const before = fetching.get(entry.bundle) ?? Promise.resolve()
    const mine = before.then(
      () => fetch(entry),
      () => fetch(entry),
    )
    fetching.set(entry.bundle, mine)
    await mine
  }
}

/** Run the hooks of what came true, and tell the server. */
async function workOff(run: Run): Promise<void> {
  const {options, now} = run
  const {hook} = options
  const isReady = (event: HookEvent): boolean =>
    isApplied(run.state, event, now) && !run.failed.has(event.hash)
  const keep = async (left: readonly HookEvent[]): Promise<void> => {
    if (left.length < run.state.pending.length)
      await commit(run, {...run.state, pending: [...left]})
  }
  if (hook) {
    let since = 0
    const {left, faults} = await runHooks(run.state.pending, isReady, {
      run: (event) => runHook(hook, event, options.dir, options.env),
      failed: (event) => run.failed.add(event.hash),
      async done(left) {
        since += 1
        if (since % savedAfterHooks === 0) await keep(left)
      },
    })
    run.faults.push(...faults)
    await keep(left)
  } else await keep(run.state.pending.filter((event) => !isReady(event)))
  await tellServer(run)
}

async function tellServer(run: Run): Promise<void> {
  const {acknowledge, audience} = run.options
  const seq = appliedUpTo(run.state)
  const isOther = run.state.audience !== audience
  if (!acknowledge || isOther || seq <= run.state.acknowledged) return
  run.faults = run.faults.filter(({code}) => code !== 'not-acknowledged')
  await orFault(run, async () => {
    if (await acknowledge(seq)) await commit(run, {...run.state, acknowledged: seq})
  })
}

/** Last event before the first whose effect or hook is still to come. */
function appliedUpTo({pending, feed}: PullState): number {
  const first = pending.find((event) => 'seq' in event)
  return first && 'seq' in first ? first.seq - 1 : feed.seq
}

async function commit(run: Run, state: PullState): Promise<void> {
  await writeState(run.store, state)
  run.state = state
}

/** Where the state cannot be written, such as on a full disk, what is to go goes all the same. */
async function commitHidden(run: Run, state: PullState): Promise<void> {
  try {
    await commit(run, state)
  } catch {
    // This takes no room, and makes some. What has no bundle is forgotten by the next run.
    await tearDown(run.store, run.state, state)
    await commit(run, state)
  }
}

async function orFault<T>(run: Run, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof PullError)) throw error
    run.faults.push(faultOf(error))
    return undefined
  }
}

function reportOf({state, faults, now, events}: Run): PullReport {
  const named = state.entries.map((entry) => ({
    entry,
    name: nameOf(entry),
    shown: state.shown[entryKey(entry)],
  }))
  const expires = state.head?.expires ?? null
  return {
    ok: faults.length === 0,
    isStale: expires !== null && Date.parse(expires) + leewayMs < Date.parse(now),
    seq: state.feed.seq,
    events,
    shown: named.filter(({shown}) => shown && !shown.hasRunOut).map(({name}) => name),
    ranOut: named.filter(({shown}) => shown?.hasRunOut).map(({name}) => name),
    withdrawn: named.filter(({entry}) => entry.status === 'withdrawn').map(({name}) => name),
    pending: state.pending.length,
    acknowledged: state.acknowledged,
    expires,
    nextRunOut:
      Object.values(state.shown)
        .flatMap(({validUntil, hasRunOut}) =>
          validUntil === null || hasRunOut ? [] : [validUntil],
        )
        .toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
    faults,
  }
}
