import type {SanityClient} from '@sanity/client'
import {
  catchError,
  combineLatest,
  concatMap,
  debounceTime,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  map,
  merge,
  mergeMap,
  of,
  retry,
  share,
  switchMap,
  tap,
  timer,
  type Observable,
} from 'rxjs'

import {liveDesk} from './desk.ts'
import {makeJudge} from './judge.ts'
import {liveDocuments, type DocumentsNow} from './live-documents.ts'
import {noRecords, type Desk, type Records} from './records.ts'

/** How long to wait for the end of a burst of changes, in ms. */
const settleMs = 150
/** When the desk may have news of what was submitted or signed: the ledger, then the export; in ms. */
const newsMs = [500, 1200, 2000, 3000]
/** How often dates are looked at, in ms. */
const clockMs = 10 * 60_000
/** Longest work before others have their turn, in ms. */
const turnMs = 12

/**
 * Follow all records: documents, trust file, ledger, and the verdict on every article.
 *
 * One stream serves everyone; it rests a while after the last one left.
 */
export function liveRecords(
  client: SanityClient,
  {isStaff}: {isStaff: boolean},
): Observable<Records> {
  const documents = liveDocuments(client).pipe(retry({delay: () => timer(2000)}), share())
  const nudges = documents.pipe(
    filter(isRecord),
    switchMap(() => from(newsMs).pipe(mergeMap((ms) => timer(ms)))),
  )
  const desk = liveDesk(client, {isStaff, nudges}).pipe(share())
  const judge = makeJudge()
  let latest = 0

  return combineLatest([
    merge(documents.pipe(filter(isFirst)), documents.pipe(debounceTime(settleMs))).pipe(
      distinctUntilChanged((a, b) => a.documents === b.documents),
    ),
    desk,
    timer(0, clockMs),
  ]).pipe(
    // One after the other, as the judge remembers; what is no longer the latest is left out.
    map((now, index) => ({now, index})),
    tap(({index}) => {
      latest = index
    }),
    concatMap(({now: [{documents}, desk], index}) =>
      index === latest ? defer(() => judged(judge, documents, desk)) : EMPTY,
    ),
    catchError((error: unknown) =>
      of<Records>({
        ...noRecords,
        phase: 'failed',
        fault: error instanceof Error ? error.message : String(error),
      }),
    ),
  )
}

async function judged(
  judge: ReturnType<typeof makeJudge>,
  documents: DocumentsNow['documents'],
  desk: Desk,
): Promise<Records> {
  const now = new Date().toISOString()
  const articles = await judge.articles(documents, desk, now, makePause())
  return {phase: 'ready', fault: null, judgedAt: now, desk, documents, articles}
}

/** Let the page breathe after a turn's work. */
function makePause(): () => Promise<void> {
  let start = performance.now()
  return async () => {
    if (performance.now() - start < turnMs) return
    await new Promise((resolve) => {
      setTimeout(resolve, 0)
    })
    start = performance.now()
  }
}

function isFirst({changed}: DocumentsNow): boolean {
  return changed === null
}

function isRecord({documents, changed}: DocumentsNow): boolean {
  return [...(changed ?? [])].some((id) => {
    const type = documents.get(id)?._type
    return type === 'edition' || type === 'statement'
  })
}
