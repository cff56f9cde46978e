import {keptText} from './kept-text.ts'
import {isSameEndpoint, type EndpointPush, type PushMessage, type PushState} from './push-state.ts'
import {gapMs, waitMs} from './schedule.ts'

/** What became of an attempt: an answer, or why there is none. */
export type PushOutcome = {status: number; retryAfter: string | null} | {fault: string}

/** A message that was tried. */
export interface PushAttempt extends Pick<EndpointPush, 'publisher' | 'url'> {
  message: PushMessage
}

/**
 * Keep what became of an attempt, and decide on the next.
 *
 * Any 2xx is taken as told, 410 disables the endpoint, everything else is tried again.
 *
 * @param attempt As it was sent: news may have come since.
 * @param now UTC instant of the answer.
 */
export function recordPush(
  state: PushState,
  attempt: PushAttempt,
  outcome: PushOutcome,
  now: string,
): PushState {
  return {
    ...state,
    endpoints: state.endpoints.map((endpoint) =>
      isSameEndpoint(endpoint, attempt)
        ? recordAt(endpoint, attempt.message, outcome, now)
        : endpoint,
    ),
  }
}

function recordAt(
  endpoint: EndpointPush,
  sent: PushMessage,
  outcome: PushOutcome,
  now: string,
): EndpointPush {
  if ('status' in outcome && outcome.status === 410) {
    return {...endpoint, message: null, failing: null, disabled: {at: now}}
  }
  const {message} = endpoint
  if (isTaken(outcome)) {
    const isDone = message?.seq === sent.seq && message.round === sent.round
    const next = new Date(Date.parse(now) + gapMs).toISOString()
    return {
      ...endpoint,
      told: Math.max(endpoint.told, sent.seq),
      toldAt: now,
      failing: null,
      message: isDone || !message ? null : {...message, attempts: 0, next},
    }
  }
  const fault = 'fault' in outcome ? keptText(outcome.fault) : `answers with ${outcome.status}`
  const retryAfter = 'fault' in outcome ? null : outcome.retryAfter
  const attempts = sent.attempts + 1
  const next = new Date(Date.parse(now) + waitMs(attempts, retryAfter, now)).toISOString()
  return {
    ...endpoint,
    failing: {since: endpoint.failing?.since ?? now, at: now, fault},
    message: message && {...message, attempts, next},
  }
}

/** Whether an attempt got through. */
export function isTaken(outcome: PushOutcome): boolean {
  return 'status' in outcome && outcome.status >= 200 && outcome.status <= 299
}
