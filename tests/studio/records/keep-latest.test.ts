import {Subject} from 'rxjs'
import {expect, it} from 'vitest'

import {keepLatest} from '../../../studio/records/keep-latest.ts'

const restMs = 60_000

it('A stream is listened to once, whoever shares it', () => {
  const source = new Subject<number>()
  const kept = keepLatest(source, 0, restMs)
  const heard: number[] = []
  const listening = [1, 2].map(() => kept.stream.subscribe((value) => heard.push(value)))
  expect(kept.latest).toBe(0)
  source.next(1)
  expect([kept.latest, heard]).toEqual([1, [1, 1]])
  for (const one of listening) one.unsubscribe()
})

it('What is said while nobody listens is kept for who comes next', () => {
  const source = new Subject<number>()
  const kept = keepLatest(source, 0, restMs)
  kept.stream.subscribe().unsubscribe()
  source.next(1)
  expect(kept.latest).toBe(1)
})
