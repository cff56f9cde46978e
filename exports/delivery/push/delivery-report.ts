import {compareText} from '#schemas'

import type {Ack} from './ack-store.ts'
import type {EndpointPush, PushState} from './push-state.ts'
import {unacknowledgedSafety, type PushEvent, type SafetyWithdrawal} from './safety-withdrawals.ts'

/** What a report is made from. */
export interface DeliveryFacts {
  publishers: readonly {
    id: string
    name: string
    audience: string
    /** Audiences that it had before, as far as it may still read of them. */
    former?: readonly {audience: string}[]
  }[]
  /** Every audience's whole feed. */
  events: ReadonlyMap<string, readonly PushEvent[]>
  acks: readonly Ack[]
  push: PushState
  /** How long a safety withdrawal may go without an acknowledgement. */
  deadlineHours: number
  /** UTC instant. */
  now: string
}

/** How far each publisher is. */
export interface DeliveryReport {
  /** Something is past its deadline, or an audience has no feed. */
  isLate: boolean
  publishers: PublisherDelivery[]
}

/** How far one publisher is. */
export interface PublisherDelivery {
  publisher: string
  name: string
  audience: string
  /** Last event of its feed; null where the repository has no such audience. */
  head: number | null
  acknowledged: {seq: number; at: string} | null
  /** Events that it has not acknowledged. */
  lag: number
  /** What it said that it could not take over. */
  failed: NonNullable<Ack['failed']> | null
  endpoints: EndpointDelivery[]
  /** Safety withdrawals that it has not acknowledged. */
  unacknowledged: OpenWithdrawal[]
}

/** How one address of a publisher does. */
interface EndpointDelivery {
  url: string
  status: 'told' | 'waiting' | 'failing' | 'disabled'
  /** UTC instant: since when it fails or is disabled. */
  since: string | null
  fault: string | null
  /** Newest event that it took; 0 for none. */
  told: number
  /** UTC instant of the next attempt. */
  next: string | null
}

/** A safety withdrawal that waits to be acknowledged. */
interface OpenWithdrawal extends SafetyWithdrawal {
  /** In whose feed it is: that of the publisher, or one that it had before. */
  audience: string
  /** Whole minutes since the publisher could know of it. */
  ageMinutes: number
  isLate: boolean
}

/** Tell how far publishers are, and what they have not acknowledged. */
export function deliveryReport(facts: DeliveryFacts): DeliveryReport {
  const publishers = facts.publishers
    .map((publisher) => reportOf(publisher, facts))
    .toSorted((a, b) => compareText(a.publisher, b.publisher))
  return {
    isLate: publishers.some(
      ({head, unacknowledged}) => head === null || unacknowledged.some(({isLate}) => isLate),
    ),
    publishers,
  }
}

function reportOf(
  {id, name, audience, former = []}: DeliveryFacts['publishers'][number],
  facts: DeliveryFacts,
): PublisherDelivery {
  const events = facts.events.get(audience)
  const head = events?.at(-1)?.seq ?? 0
  const ack = facts.acks.find((one) => one.publisher === id && one.audience === audience)
  const acknowledged = acknowledgedSeq(ack, head)
  return {
    publisher: id,
    name,
    audience,
    head: events ? head : null,
    acknowledged: ack && acknowledged > 0 ? {seq: ack.seq, at: ack.at} : null,
    lag: head - acknowledged,
    failed: ack?.failed ?? null,
    endpoints: facts.push.endpoints.filter(({publisher}) => publisher === id).map(endpointOf),
    unacknowledged: [
      ...openWithdrawals(id, audience, events ?? [], acknowledged, facts),
      // Whoever acknowledges the new feed has changed over, and shows nothing else.
      ...(acknowledged > 0 ? [] : former).flatMap((one) => openInFormer(id, one.audience, facts)),
    ],
  }
}

/** What a publisher that has not changed over may still show. */
function openInFormer(id: string, audience: string, facts: DeliveryFacts): OpenWithdrawal[] {
  const events = facts.events.get(audience) ?? []
  const ack = facts.acks.find((one) => one.publisher === id && one.audience === audience)
  const acknowledged = acknowledgedSeq(ack, events.at(-1)?.seq ?? 0)
  return openWithdrawals(id, audience, events, acknowledged, facts)
}

/** What counts of an acknowledgement: one of events that the feed does not have, nothing. */
export function acknowledgedSeq(ack: Pick<Ack, 'seq'> | undefined, head: number): number {
  return ack && ack.seq <= head ? ack.seq : 0
}

function openWithdrawals(
  publisher: string,
  audience: string,
  events: readonly PushEvent[],
  acknowledged: number,
  {push, now, deadlineHours}: DeliveryFacts,
): OpenWithdrawal[] {
  const known = push.publishers.find((one) => one.publisher === publisher)
  const since = known?.audience === audience ? Date.parse(known.since) : 0
  return unacknowledgedSafety(events, acknowledged).map((withdrawal) => {
    const ageMs = Date.parse(now) - Math.max(since, Date.parse(withdrawal.at))
    return {
      ...withdrawal,
      audience,
      ageMinutes: Math.max(0, Math.floor(ageMs / 60_000)),
      isLate: ageMs > deadlineHours * 3600_000,
    }
  })
}

function endpointOf({url, told, message, failing, disabled}: EndpointPush): EndpointDelivery {
  const status = disabled ? 'disabled' : failing ? 'failing' : message ? 'waiting' : 'told'
  return {
    url,
    status,
    since: disabled?.at ?? failing?.since ?? null,
    fault: disabled ? 'answered that it is gone (410)' : (failing?.fault ?? null),
    told,
    next: message?.next ?? null,
  }
}
