import type {SanityClient} from '@sanity/client'
import {
  catchError,
  concatMap,
  distinctUntilChanged,
  exhaustMap,
  from,
  map,
  merge,
  of,
  scan,
  timer,
  type Observable,
} from 'rxjs'

import type {LedgerEntry} from '#pipeline'

import {DeskError, deskRequest} from './desk-request.ts'
import type {Desk, DeskTrust, LastExport} from './records.ts'

/** How often the desk server is asked for news, in ms. */
const periodMs = 4000

/**
 * Follow what the desk server says: the trust file, the ledger, the last export.
 *
 * @param isStaff Whoever works on content sees ledger and exports; nobody else asks for them.
 * @param nudges Ask again at once: something was submitted or signed.
 */
export function liveDesk(
  client: SanityClient,
  {isStaff, nudges}: {isStaff: boolean; nudges: Observable<unknown>},
): Observable<Desk> {
  const asked = merge(
    timer(0, periodMs).pipe(
      // A page that nobody looks at asks for nothing.
      map(() => document.visibilityState === 'visible'),
      concatMap((isSeen, index) => (isSeen || index === 0 ? of(null) : [])),
    ),
    nudges,
  )
  return asked.pipe(
    exhaustMap(() =>
      from(readDesk(client, isStaff)).pipe(
        catchError((error: unknown) => {
          const reason = error instanceof DeskError ? error.message : String(error)
          return of<Partial<Desk>>({fault: reason})
        }),
      ),
    ),
    scan<Partial<Desk>, Desk>((desk, news) => merged(desk, news), nothing),
    distinctUntilChanged(),
  )
}

const nothing: Desk = {trust: null, ledger: [], exports: null, fault: null}

/** Keep what did not change as the very object that it was, so that nothing is judged again. */
function merged(desk: Desk, news: Partial<Desk>): Desk {
  const next = {...desk, ...news}
  if (next.trust?.digest === desk.trust?.digest) next.trust = desk.trust
  if (headOf(next.ledger) === headOf(desk.ledger)) next.ledger = desk.ledger
  if (JSON.stringify(next.exports) === JSON.stringify(desk.exports)) next.exports = desk.exports
  const isSame = (Object.keys(next) as Array<keyof Desk>).every((key) => next[key] === desk[key])
  return isSame ? desk : next
}

function headOf(ledger: readonly LedgerEntry[]): string {
  return ledger.at(-1)?.hash ?? ''
}

async function readDesk(client: SanityClient, isStaff: boolean): Promise<Desk> {
  const [trust, ledger, exports] = await Promise.all([
    deskRequest(client, 'trust'),
    isStaff ? deskRequest(client, 'ledger') : null,
    isStaff ? deskRequest(client, 'exports') : null,
  ])
  if (trust === null) {
    return {...nothing, fault: 'There is no desk server: signatures are not judged here'}
  }
  return {
    trust: trust as DeskTrust,
    ledger: (ledger as {entries: LedgerEntry[]} | null)?.entries ?? [],
    exports: exports as LastExport | null,
    fault: null,
  }
}
