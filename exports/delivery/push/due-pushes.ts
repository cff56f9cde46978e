import type {PushState} from './push-state.ts'
import type {PushAttempt} from './record-push.ts'
import {escalationAgeMs} from './schedule.ts'

/** List the messages whose time has come. */
export function duePushes(state: PushState, now: string): PushAttempt[] {
  return state.endpoints.flatMap(({publisher, url, message}) =>
    message && Date.parse(message.next) <= Date.parse(now) ? [{publisher, url, message}] : [],
  )
}

/**
 * Find when there is something to do next, if nothing comes in between.
 *
 * @param busy Endpoints that are being told just now: their answer decides.
 * @returns A time in ms; null for never.
 */
export function nextPushAt(
  {publishers, endpoints}: PushState,
  busy: (endpoint: {publisher: string; url: string}) => boolean,
): number | null {
  const times = [
    ...endpoints.flatMap((endpoint) =>
      endpoint.message && !busy(endpoint) ? [Date.parse(endpoint.message.next)] : [],
    ),
    ...publishers.flatMap(({escalation}) =>
      escalation ? [Date.parse(escalation.at) + escalationAgeMs(escalation.round + 1)] : [],
    ),
  ]
  return times.length > 0 ? Math.min(...times) : null
}
