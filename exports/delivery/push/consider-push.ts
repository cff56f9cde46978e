import {
  isSameEndpoint,
  type EndpointPush,
  type Escalation,
  type PublisherPush,
  type PushState,
} from './push-state.ts'
import type {SafetyWithdrawal} from './safety-withdrawals.ts'
import {escalationRound, gapMs} from './schedule.ts'

/** A publisher, with how things stand in its feed. */
export interface PushReader {
  publisher: string
  audience: string
  /** Last event of its feed; 0 for none. */
  head: number
  /** Last event that it acknowledged; 0 for none. */
  acknowledged: number
  /** What was taken back for safety beyond that, in the order of the feed. */
  safety: readonly SafetyWithdrawal[]
  /** UTC instant at which its endpoints were last enabled; null for never. */
  enabledAt: string | null
}

/**
 * Decide what there is to tell, and to whom.
 *
 * A receiver is told of the newest event alone: the body is a hint, the feed has all of them. So there
 * is at most one message on its way to each, also after days in which nothing got through, and what
 * a publisher acknowledged meanwhile is not told any more.
 *
 * @param endpoints What is configured; state of any other is forgotten.
 * @param now UTC instant.
 */
export function considerPush(
  state: PushState,
  readers: readonly PushReader[],
  endpoints: readonly Pick<EndpointPush, 'publisher' | 'url'>[],
  now: string,
): PushState {
  const publishers = readers.map((reader) => considerPublisher(state, reader, now))
  return {
    format: 1,
    publishers,
    endpoints: endpoints.flatMap(({publisher, url}) => {
      const reader = readers.find((one) => one.publisher === publisher)
      if (!reader) return []
      const before = state.publishers.find((one) => one.publisher === publisher)
      const after = publishers.find((one) => one.publisher === publisher)
      const known = state.endpoints.find((one) => isSameEndpoint(one, {publisher, url}))
      // Events of another feed are counted anew.
      const isSameFeed = before?.audience === reader.audience
      const endpoint = {...(known ?? fresh(publisher, url)), ...(!isSameFeed && untold)}
      return considerEndpoint(
        endpoint,
        reader,
        dueRound(before?.escalation ?? null, after?.escalation ?? null),
        now,
      )
    }),
  }
}

const untold = {told: 0, toldAt: null, message: null}

function fresh(publisher: string, url: string): EndpointPush {
  return {publisher, url, ...untold, failing: null, disabled: null}
}

function considerPublisher(state: PushState, reader: PushReader, now: string): PublisherPush {
  const {publisher, audience} = reader
  const known = state.publishers.find((one) => one.publisher === publisher)
  const since = known?.audience === audience ? known.since : now
  const newest = reader.safety.at(-1)
  return {publisher, audience, since, escalation: newest ? escalate(newest, since, now) : null}
}

/** Rounds that were missed while nobody pushed are made up for by one. */
function escalate({seq, at}: SafetyWithdrawal, since: string, now: string): Escalation {
  const from = Date.parse(since) > Date.parse(at) ? since : at
  return {seq, at: from, round: escalationRound(Date.parse(now) - Date.parse(from))}
}

/** @returns 0 unless a withdrawal is to be pushed again now. */
function dueRound(before: Escalation | null, after: Escalation | null): number {
  if (!after || (after.seq === before?.seq && after.round <= before.round)) return 0
  return after.round
}

/** @param round 0, or the round in which an unacknowledged withdrawal is to be pushed again now. */
function considerEndpoint(
  before: EndpointPush,
  reader: PushReader,
  round: number,
  now: string,
): EndpointPush {
  const {head, acknowledged} = reader
  // More than there is was told of a repository that was put back to an earlier state since.
  const endpoint = {...enable(before, reader), told: Math.min(before.told, head)}
  if (endpoint.disabled) return endpoint
  const isNews = head > Math.max(endpoint.told, acknowledged)
  const message = stillWanted(endpoint, reader)
  // What is on its way already goes on at its own pace, with the newest event.
  if (message) {
    return {...endpoint, message: isNews && head > message.seq ? {...message, seq: head} : message}
  }
  if (!isNews && round === 0) return {...endpoint, message: null}
  return {...endpoint, message: {seq: head, round, attempts: 0, next: soonest(endpoint, now)}}
}

function enable(endpoint: EndpointPush, {enabledAt}: PushReader): EndpointPush {
  const {disabled} = endpoint
  if (!disabled || enabledAt === null || Date.parse(enabledAt) < Date.parse(disabled.at)) {
    return endpoint
  }
  return {...endpoint, disabled: null, failing: null}
}

function stillWanted({message}: EndpointPush, reader: PushReader): EndpointPush['message'] {
  if (!message || reader.acknowledged >= message.seq) return null
  if (message.seq > reader.head) return null
  // Pushed again for a withdrawal that is acknowledged, or taken back, meanwhile.
  return message.round > 0 && reader.safety.length === 0 ? null : message
}

/** A burst of news is told as one. */
function soonest({toldAt}: EndpointPush, now: string): string {
  const after = toldAt === null ? 0 : Date.parse(toldAt) + gapMs
  return after > Date.parse(now) ? new Date(after).toISOString() : now
}
