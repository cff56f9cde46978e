import type {ParsedTrust} from '#pipeline'

import type {ArtifactStore} from './artifact-store.ts'
import {entryKey, isLive} from './format/entries.ts'
import {everyone, headPath} from './format/paths.ts'
import type {WrittenAudience} from './place-audience.ts'
import type {WithdrawnArticle} from './place-tombstone.ts'
import {previousAudience, type PreviousAudience} from './previous-audience.ts'
import {RepositoryError} from './repository-error.ts'

/** How long an audience that nobody asks for any more stays after its last event: 30 days. */
export const keptClosedMs = 30 * 24 * 3_600_000

/** An audience of the repository that nobody asks for any more. */
export interface ClosedAudience {
  name: string
  /** Closed by this run, kept since an earlier one, or deleted by this run. */
  status: 'closed' | 'kept' | 'deleted'
  /** UTC instant after which an export deletes it; null where it is gone. */
  until: string | null
}

/** What becomes of audiences that nobody asks for any more. */
export interface Closing {
  /** What those were told that stay for now, by name. */
  kept: ReadonlyMap<string, PreviousAudience>
  /** Names of those that go now. */
  deleted: readonly string[]
}

/** What was asked of an export. */
interface Asked {
  audiences: readonly string[]
  elsewhere?: readonly string[] | undefined
  /** UTC instant. */
  issued: string
}

/**
 * Find the audiences of a repository that nobody asks for any more. They are told so, and stay for
 * 30 days after their last event, for those who follow them to hide what they show.
 *
 * One that cannot be read tells nobody anything: it goes.
 *
 * @throws `RepositoryError` `audience-left-out` for one that is still asked for, but not here.
 */
export async function closingOf(
  store: ArtifactStore,
  {audiences, elsewhere = [], issued}: Asked,
  {trust}: ParsedTrust,
): Promise<Closing> {
  const kept = new Map<string, PreviousAudience>()
  const deleted: string[] = []
  for (const {name} of await store.list('audiences')) {
    if (audiences.includes(name) || (await store.kind(headPath(name))) !== 'file') continue
    if (name === everyone || elsewhere.includes(name)) throw leftOut(name)
    const told = await readable(previousAudience(store, name, trust))
    if (told && !isOver(told, issued)) kept.set(name, told)
    else deleted.push(name)
  }
  return {kept, deleted}
}

/** Tell closed audiences of withdrawals, too: whatever they ever had. */
export function tellClosed(
  withdrawn: readonly WithdrawnArticle[],
  {kept}: Closing,
): WithdrawnArticle[] {
  return withdrawn.map((article) => ({
    ...article,
    audiences: [
      ...article.audiences,
      ...[...kept]
        .filter(([, {index}]) =>
          index.entries.some((entry) => entryKey(entry) === entryKey(article)),
        )
        .map(([name]) => name),
    ],
  }))
}

/** Say what became of them. */
export function describeClosed(
  {kept, deleted}: Closing,
  written: readonly WrittenAudience[],
): ClosedAudience[] {
  return [
    ...[...kept].map(([name, told]) => {
      const {news = []} = written.find((one) => one.name === name) ?? {}
      const last = lastMs({tail: [...told.tail, ...news]})
      return {
        name,
        status: hasLive(told) ? ('closed' as const) : ('kept' as const),
        until: new Date(last + keptClosedMs).toISOString(),
      }
    }),
    ...deleted.map((name) => ({name, status: 'deleted' as const, until: null})),
  ]
}

function hasLive({index}: PreviousAudience): boolean {
  return index.entries.some(isLive)
}

/** Whether nothing of it is on show, and for long enough. */
function isOver(told: PreviousAudience, now: string): boolean {
  return !hasLive(told) && lastMs(told) + keptClosedMs <= Date.parse(now)
}

/** When an article of it last changed; a change of keys tells readers to hide nothing. */
function lastMs({tail}: Pick<PreviousAudience, 'tail'>): number {
  const last = tail.findLast(({entry}) => entry)
  return last ? Date.parse(last.at) : 0
}

async function readable<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    const isBroken =
      error instanceof RepositoryError && ['head-altered', 'feed-broken'].includes(error.code)
    if (isBroken) return null
    throw error
  }
}

function leftOut(name: string): RepositoryError {
  return new RepositoryError(
    'audience-left-out',
    `audiences/${name}`,
    'is in this repository, is still asked for, and is left out now: name it too, or give another folder. A repository that its readers need no more is deleted by hand',
  )
}
