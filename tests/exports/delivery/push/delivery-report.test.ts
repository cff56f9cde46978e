import {describe, expect, it} from 'vitest'

import type {Ack} from '../../../../exports/delivery/push/ack-store.ts'
import {
  deliveryReport,
  type DeliveryFacts,
} from '../../../../exports/delivery/push/delivery-report.ts'
import {emptyPushState} from '../../../../exports/delivery/push/push-state.ts'
import {
  unacknowledgedSafety,
  type PushEvent,
} from '../../../../exports/delivery/push/safety-withdrawals.ts'
import {at, hour, minute} from './simulate.ts'

const head = {kind: 'article', language: 'en', number: 1, edition: 'e', digest: 'd'} as const

function live(seq: number, article = 'a', ms = 0): PushEvent {
  const entry = {
    ...head,
    article,
    status: 'live',
    bundle: 'b',
    zip: {sha256: 's', bytes: 1},
    validUntil: null,
    emergency: false,
    corrections: [],
  } as const
  return {seq, at: at(ms), type: 'published', entry: {...entry, corrections: []}}
}

function withdrawn(
  seq: number,
  article = 'a',
  ms = 0,
  severity: 'safety' | 'editorial' = 'safety',
): PushEvent {
  return {
    seq,
    at: at(ms),
    type: 'withdrawn',
    entry: {
      ...head,
      article,
      status: 'withdrawn',
      statement: 's',
      withdrawnAt: at(ms),
      effective: at(ms),
      severity,
      update: 'withdrawal',
      tombstone: {path: 't', sha256: 's', bytes: 1},
    },
  }
}

function facts(rest: Partial<DeliveryFacts>): DeliveryFacts {
  return {
    publishers: [{id: 'clinic', name: 'Clinic', audience: 'all'}],
    events: new Map([['all', [live(1), withdrawn(2, 'a', hour), live(3, 'b', hour)]]]),
    acks: [],
    push: emptyPushState,
    deadlineHours: 24,
    now: at(2 * hour),
    ...rest,
  }
}

function ack(seq: number, rest: Partial<Ack> = {}): Ack {
  return {publisher: 'clinic', audience: 'all', seq, at: at(hour), ...rest}
}

describe('safety withdrawals that are not acknowledged', () => {
  it('are those that hold still, from the first event that was not acknowledged', () => {
    const events = [
      live(1),
      withdrawn(2),
      withdrawn(3, 'b'),
      withdrawn(4, 'c', 0, 'editorial'),
      withdrawn(5, 'a', minute),
      live(6, 'b'),
      {seq: 7, at: at(0), type: 'key-rotated'} as PushEvent,
      withdrawn(8, 'd'),
    ]
    expect(unacknowledgedSafety(events, 0)).toMatchObject([
      {seq: 2, article: 'a', at: at(0)},
      {seq: 8, article: 'd'},
    ])
    expect(unacknowledgedSafety(events, 2)).toMatchObject([{seq: 5, at: at(minute)}, {seq: 8}])
    expect(unacknowledgedSafety(events, 8)).toEqual([])
  })

  it('end with one that is no longer for safety', () => {
    const events = [withdrawn(1), withdrawn(2, 'a', 0, 'editorial')]
    expect(unacknowledgedSafety(events, 0)).toEqual([])
  })
})

describe('the report', () => {
  it('tells how far a publisher is', () => {
    const {isLate, publishers} = deliveryReport(facts({acks: [ack(2)]}))
    expect(isLate).toBe(false)
    expect(publishers).toEqual([
      {
        publisher: 'clinic',
        name: 'Clinic',
        audience: 'all',
        head: 3,
        acknowledged: {seq: 2, at: at(hour)},
        lag: 1,
        failed: null,
        endpoints: [],
        unacknowledged: [],
      },
    ])
  })

  it('is late once a safety withdrawal is older than the deadline, to the millisecond', () => {
    const late = (now: string, rest: Partial<DeliveryFacts> = {}) =>
      deliveryReport(facts({now, ...rest}))
    expect(late(at(25 * hour)).isLate).toBe(false)
    const {isLate, publishers} = late(at(25 * hour + 1))
    expect(isLate).toBe(true)
    expect(publishers[0]?.unacknowledged).toMatchObject([
      {seq: 2, article: 'a', ageMinutes: 24 * 60, isLate: true},
    ])
    expect(late(at(2 * hour), {deadlineHours: 0.5}).isLate).toBe(true)
    expect(late(at(99 * hour), {acks: [ack(2)]}).isLate).toBe(false)
    expect(late(at(99 * hour), {acks: [ack(1)]}).isLate).toBe(true)
  })

  it('names what a publisher may still show of an audience that it had before', () => {
    const publishers = [
      {id: 'clinic', name: 'Clinic', audience: 'hip', former: [{audience: 'all'}]},
    ]
    const events = new Map([
      ['all', [live(1), withdrawn(2, 'a', hour)]],
      ['hip', [live(1, 'b')]],
    ])
    const open = (acks: Ack[]) =>
      deliveryReport(facts({now: at(99 * hour), publishers, events, acks})).publishers[0]!
        .unacknowledged
    expect(open([])).toMatchObject([{seq: 2, audience: 'all', article: 'a', isLate: true}])
    expect(open([ack(1)])).toHaveLength(1)
    expect(open([ack(2)])).toEqual([])
    // Whoever acknowledges the new feed shows nothing of the old one.
    expect(open([ack(1, {audience: 'hip'})])).toEqual([])
  })

  it('counts no acknowledgement of another feed, or of events that there are not', () => {
    for (const one of [ack(3, {audience: 'knee.en'}), ack(4), ack(2, {publisher: 'other'})]) {
      const {isLate, publishers} = deliveryReport(facts({now: at(99 * hour), acks: [one]}))
      expect([isLate, publishers[0]?.lag, publishers[0]?.acknowledged]).toEqual([true, 3, null])
    }
  })

  it('tells what a publisher could not take over, and still waits for it', () => {
    const failed = {seq: 2, at: at(hour), message: 'no disk'}
    const acks = [ack(1, {failed})]
    const {isLate, publishers} = deliveryReport(facts({now: at(99 * hour), acks}))
    expect([isLate, publishers[0]?.failed]).toEqual([true, failed])
  })

  it('counts from when a publisher was known to read the feed', () => {
    const publisher = {publisher: 'clinic', audience: 'all', since: at(90 * hour), escalation: null}
    const report = (since: Partial<typeof publisher>) =>
      deliveryReport(
        facts({
          now: at(99 * hour),
          push: {...emptyPushState, publishers: [{...publisher, ...since}]},
        }),
      )
    expect(report({}).isLate).toBe(false)
    expect(report({since: at(0)}).isLate).toBe(true)
    expect(report({audience: 'other'}).isLate).toBe(true)
  })

  it('is late for a publisher whose feed is not there', () => {
    const {isLate, publishers} = deliveryReport(facts({events: new Map()}))
    expect([isLate, publishers[0]?.head]).toEqual([true, null])
    expect(deliveryReport(facts({events: new Map([['all', []]])})).isLate).toBe(false)
  })

  it('tells how each endpoint does', () => {
    const told = {publisher: 'clinic', told: 2, toldAt: at(0), message: null, failing: null}
    const endpoints = [
      {...told, url: 'https://a.example', disabled: null},
      {...told, url: 'https://b.example', disabled: {at: at(minute)}},
      {
        ...told,
        url: 'https://c.example',
        disabled: null,
        message: {seq: 3, round: 0, attempts: 1, next: at(hour)},
        failing: {since: at(0), at: at(minute), fault: 'answers with 500'},
      },
      {...told, publisher: 'other', url: 'https://d.example', disabled: null},
    ]
    const {publishers} = deliveryReport(facts({push: {...emptyPushState, endpoints}}))
    expect(publishers[0]?.endpoints).toMatchObject([
      {url: 'https://a.example', status: 'told', since: null, fault: null, told: 2},
      {url: 'https://b.example', status: 'disabled', since: at(minute)},
      {status: 'failing', since: at(0), fault: 'answers with 500', next: at(hour)},
    ])
  })
})
