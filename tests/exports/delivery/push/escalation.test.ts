import {describe, expect, it} from 'vitest'

import type {SafetyWithdrawal} from '../../../../exports/delivery/push/safety-withdrawals.ts'
import {at, hour, minute, pass, reader, simulation, taken} from './simulate.ts'

const down = {fault: 'unreachable'}

function withdrawal(seq: number, ms: number): SafetyWithdrawal {
  return {seq, at: at(ms), kind: 'article', article: 'a', language: 'en', number: 1}
}

describe('a safety withdrawal that is not acknowledged', () => {
  const unheard = (head: number, ...safety: SafetyWithdrawal[]) => [reader(head, {safety})]

  it('is pushed again after 5, 15, 30 minutes and then every hour, as a message of its own', () => {
    const world = simulation()
    pass(
      world,
      26 * hour,
      () => unheard(5, withdrawal(5, 0)),
      () => taken,
    )
    const minutes = world.tried.map(({ms}) => ms / minute)
    expect(minutes.slice(0, 6)).toEqual([0, 5, 15, 30, 60, 120])
    expect(minutes.at(-1)).toBe(26 * 60)
    // A receiver that leaves out what it has seen before must not leave these out.
    const messages = world.tried.map(({message}) => `${message.seq} ${message.round}`)
    expect(new Set(messages).size).toBe(messages.length)
  })

  it('is pushed no more once it is acknowledged, or restored', () => {
    const world = simulation()
    pass(
      world,
      20 * minute,
      () => unheard(5, withdrawal(5, 0)),
      () => taken,
    )
    pass(
      world,
      30 * hour,
      () => [reader(5, {acknowledged: 5})],
      () => taken,
    )
    expect(world.tried).toHaveLength(3)
    const other = simulation()
    pass(
      other,
      20 * minute,
      () => unheard(5, withdrawal(5, 0)),
      () => down,
    )
    pass(
      other,
      30 * hour,
      () => unheard(6),
      () => taken,
    )
    expect(other.tried.at(-1)?.message).toMatchObject({seq: 6})
    expect(other.state.publishers[0]?.escalation).toBeNull()
  })

  it('begins anew with the next one', () => {
    const world = simulation()
    const second = 3 * hour + 10 * minute
    pass(
      world,
      second,
      () => unheard(5, withdrawal(5, 0)),
      () => taken,
    )
    const before = world.tried.length
    const both = unheard(6, withdrawal(5, 0), withdrawal(6, second))
    pass(
      world,
      second + 2 * hour,
      () => both,
      () => taken,
    )
    const minutes = world.tried.slice(before).map(({ms}) => (ms - second) / minute)
    expect(minutes).toEqual([0, 5, 15, 30, 60, 120])
  })

  it('makes no storm at a receiver that is down', () => {
    const world = simulation()
    pass(
      world,
      72 * hour,
      () => unheard(5, withdrawal(5, 0)),
      () => down,
    )
    expect(world.tried.length).toBeLessThan(7 + 72)
    pass(
      world,
      73 * hour,
      () => unheard(5, withdrawal(5, 0)),
      () => taken,
    )
    expect(world.tried.filter(({ms}) => ms > 72 * hour).length).toBeLessThanOrEqual(2)
  })

  it('is made up for by one push after a time in which nobody pushed', () => {
    const world = simulation()
    pass(
      world,
      minute,
      () => unheard(5, withdrawal(5, 0)),
      () => taken,
    )
    world.ms = 10 * hour + minute
    pass(
      world,
      world.ms,
      () => unheard(5, withdrawal(5, 0)),
      () => taken,
    )
    expect(world.tried.map(({message}) => message.round)).toEqual([0, 13])
  })

  it('is not pushed to a receiver that is gone', () => {
    const world = simulation()
    const gone = {status: 410, retryAfter: null}
    pass(
      world,
      9 * hour,
      () => unheard(5, withdrawal(5, 0)),
      () => gone,
    )
    expect(world.tried).toHaveLength(1)
  })
})
