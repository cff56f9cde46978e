import fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {at, hour, minute, pass, reader, simulation, taken} from './simulate.ts'

const down = {fault: 'unreachable'}

describe('a receiver that is down', () => {
  it('for 72 hours is told of the newest event within the hour, once, and misses none', () => {
    const world = simulation()
    const [from, to] = [hour, 73 * hour + 17 * minute]
    // An event every five minutes, all the time.
    const head = (ms: number) => Math.floor(ms / (5 * minute)) + 1
    const changes = Array.from({length: 12 * 80}, (_, n) => n * 5 * minute)
    pass(
      world,
      80 * hour,
      (ms) => [reader(head(ms))],
      ({ms}) => (ms > from && ms < to ? {status: 500, retryAfter: null} : taken),
      changes,
    )
    const failed = world.tried.filter(({ms}) => ms > from && ms < to)
    // A handful in the first hour, then one an hour.
    expect(failed.length).toBeLessThan(7 + 73)
    const [first, ...after] = world.tried.filter(({ms}) => ms >= to)
    expect(first!.ms - to).toBeLessThanOrEqual(hour)
    // It names the newest event: the feed has all up to it.
    expect(first!.message.seq).toBe(head(first!.ms))
    // From then on, each event as it comes.
    expect(after).toHaveLength(head(80 * hour) - first!.message.seq)
    expect(world.state.endpoints[0]).toMatchObject({told: head(80 * hour), failing: null})
  })

  it('for ever is still tried after a month, once an hour', () => {
    const world = simulation()
    pass(
      world,
      30 * 24 * hour,
      () => [reader(1)],
      () => down,
    )
    const last = world.tried.filter(({ms}) => ms > 29 * 24 * hour)
    expect(last).toHaveLength(24)
    expect(new Set(world.tried.map(({message}) => message.seq))).toEqual(new Set([1]))
    expect(world.state.endpoints[0]?.failing).toMatchObject({since: at(0), fault: 'unreachable'})
  })

  it('is tried neither sooner nor more often because there is more to tell', () => {
    const times = (changes: number[]) => {
      const world = simulation()
      const head = (ms: number) => 1 + changes.filter((change) => change <= ms).length
      pass(
        world,
        24 * hour,
        (ms) => [reader(head(ms))],
        () => down,
        changes,
      )
      return world.tried.map(({ms}) => ms)
    }
    const change = fc.integer({min: 1, max: 24 * hour})
    fc.assert(
      fc.property(fc.array(change, {maxLength: 60}), (changes) => {
        expect(times(changes)).toEqual(times([]))
      }),
      {numRuns: 30},
    )
  })

  it('may ask for time, within the hour', () => {
    const world = simulation()
    const answers = ['600', 'Sun, 01 Mar 2026 00:40:00 GMT', '86400']
    pass(
      world,
      3 * hour,
      () => [reader(1)],
      () => {
        return {status: 503, retryAfter: answers[world.tried.length - 1] ?? null}
      },
    )
    expect(world.tried.slice(0, 4).map(({ms}) => ms / minute)).toEqual([0, 10, 40, 100])
  })

  it.each([300, 301, 307, 400, 401, 404, 429, 500, 503])('answers with %i', (status) => {
    const world = simulation()
    pass(
      world,
      minute,
      () => [reader(1)],
      () => ({status, retryAfter: null}),
    )
    expect(world.tried.length).toBeGreaterThan(1)
    expect(world.state.endpoints[0]?.failing?.fault).toBe(`answers with ${status}`)
  })
})

describe('a receiver that is gone (410)', () => {
  const gone = {status: 410, retryAfter: null}

  it('is told no more, until somebody enables it', () => {
    const world = simulation()
    pass(
      world,
      hour,
      () => [reader(1)],
      () => gone,
    )
    pass(
      world,
      100 * hour,
      () => [reader(9)],
      () => taken,
    )
    expect(world.tried).toHaveLength(1)
    expect(world.state.endpoints[0]).toMatchObject({disabled: {at: at(0)}, message: null})
    const enabledAt = at(100 * hour)
    pass(
      world,
      101 * hour,
      () => [reader(9, {enabledAt})],
      () => taken,
    )
    expect(world.tried.map(({message}) => message.seq)).toEqual([1, 9])
    expect(world.state.endpoints[0]).toMatchObject({disabled: null, told: 9})
  })

  it('stays so where it was enabled before it answered that', () => {
    const world = simulation()
    pass(
      world,
      hour,
      () => [reader(1, {enabledAt: at(-hour)})],
      () => gone,
    )
    pass(
      world,
      100 * hour,
      () => [reader(9, {enabledAt: at(-hour)})],
      () => taken,
    )
    expect(world.tried).toHaveLength(1)
  })
})
