import {share, tap, timer, type Observable} from 'rxjs'

/** A stream that several share, and what it said last. */
export interface Kept<T> {
  stream: Observable<T>
  latest: T
}

/**
 * Share a stream, and keep what it says last, also while nobody listens.
 *
 * @param first What holds until it says something.
 * @param restMs How long it goes on after the last listener left, in ms.
 */
export function keepLatest<T>(source: Observable<T>, first: T, restMs: number): Kept<T> {
  const kept: Kept<T> = {
    stream: source.pipe(
      tap((value) => {
        kept.latest = value
      }),
      share({resetOnRefCountZero: () => timer(restMs)}),
    ),
    latest: first,
  }
  return kept
}
