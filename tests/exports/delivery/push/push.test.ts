import {describe, expect, it} from 'vitest'

import {considerPush} from '../../../../exports/delivery/push/consider-push.ts'
import {duePushes} from '../../../../exports/delivery/push/due-pushes.ts'
import {recordPush} from '../../../../exports/delivery/push/record-push.ts'
import {at, endpoint, hour, minute, pass, reader, simulation, taken} from './simulate.ts'

const down = {fault: 'unreachable'}

describe('news', () => {
  it('is told at once, and once', () => {
    const world = simulation()
    pass(
      world,
      hour,
      () => [reader(3)],
      () => taken,
    )
    expect(world.tried).toMatchObject([{ms: 0, message: {seq: 3, round: 0}}])
    expect(world.state.endpoints).toEqual([
      {...endpoint, told: 3, toldAt: at(0), message: null, failing: null, disabled: null},
    ])
  })

  it('is not told where there is none', () => {
    const world = simulation()
    pass(
      world,
      hour,
      () => [reader(0)],
      () => taken,
    )
    expect(world.tried).toEqual([])
  })

  it('that comes in a burst is told as one', () => {
    const world = simulation()
    const changes = Array.from({length: 1000}, (_, n) => n * 4)
    pass(
      world,
      hour,
      (ms) => [reader(Math.floor(Math.min(ms, 4000) / 4))],
      () => taken,
      changes,
    )
    expect(world.tried.map(({message}) => message.seq)).toEqual([1, 1000])
  })

  it('is not told to a publisher that has acknowledged it already', () => {
    const world = simulation()
    pass(
      world,
      hour,
      () => [reader(3, {acknowledged: 3})],
      () => taken,
    )
    expect(world.tried).toEqual([])
    pass(
      world,
      2 * hour,
      () => [reader(4, {acknowledged: 3})],
      () => down,
    )
    const failed = world.tried.length
    pass(
      world,
      9 * hour,
      () => [reader(4, {acknowledged: 4})],
      () => taken,
    )
    expect(world.tried).toHaveLength(failed)
  })

  it('of another feed is counted anew', () => {
    const world = simulation()
    pass(
      world,
      hour,
      () => [reader(90)],
      () => taken,
    )
    pass(
      world,
      2 * hour,
      () => [reader(4, {audience: 'knee.en'})],
      () => taken,
    )
    expect(world.tried.map(({message}) => message.seq)).toEqual([90, 4])
  })

  it('goes on from where a repository was put back to', () => {
    const world = simulation()
    pass(
      world,
      hour,
      () => [reader(90)],
      () => taken,
    )
    pass(
      world,
      2 * hour,
      () => [reader(40)],
      () => taken,
    )
    pass(
      world,
      3 * hour,
      () => [reader(41)],
      () => taken,
    )
    expect(world.tried.map(({message}) => message.seq)).toEqual([90, 41])
  })

  it('goes to each endpoint of a publisher, and to no publisher that is not there', () => {
    const world = simulation()
    const endpoints = ['a', 'b'].map((name) => ({...endpoint, url: `https://${name}.example`}))
    endpoints.push({publisher: 'nobody', url: 'https://c.example'})
    pass(
      world,
      hour,
      () => [reader(1)],
      () => taken,
      [],
      endpoints,
    )
    expect(world.tried.map(({url}) => url)).toEqual(['https://a.example', 'https://b.example'])
  })
})

describe('news that comes while a message is on its way', () => {
  it.each([
    ['is told after it', taken, [1, 2]],
    ['takes its place when it fails', down, [1, 2]],
  ])('%s', (_what, outcome, told) => {
    const world = simulation()
    world.state = considerPush(world.state, [reader(1)], [endpoint], at(0))
    const [attempt] = duePushes(world.state, at(0))
    world.state = considerPush(world.state, [reader(2)], [endpoint], at(100))
    world.state = recordPush(world.state, attempt!, outcome, at(200))
    expect(duePushes(world.state, at(300))).toEqual([])
    world.ms = 300
    pass(
      world,
      minute,
      () => [reader(2)],
      () => taken,
    )
    expect([attempt!.message.seq, ...world.tried.map(({message}) => message.seq)]).toEqual(told)
  })
})
