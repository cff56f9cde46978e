import {expect, it} from 'vitest'

import {compareContents} from '#pipeline'

import type {Content} from '../../../pipeline/approval/types.ts'
import {articleContent, block, section, sections} from '../content.ts'

const limitMs = 200

/** Words that differ, so that alignment has work to do: a fixed sequence, the same in each run. */
function words(count: number, seed: number): string {
  let state = seed
  return Array.from({length: count}, () => {
    state = (state * 48_271) % 2_147_483_647
    return `w${state % 900}`
  }).join(' ')
}

/** An article of 50 paragraphs of 100 words; each seed in `edits` gives its paragraph other words. */
function article(edits: Record<number, number> = {}): Content {
  return articleContent(
    sections(
      ...Array.from({length: 10}, (_, part) =>
        section(
          `Part ${part}`,
          Array.from({length: 5}, (_each, index) => {
            const seed = part * 5 + index + 1
            const edit = edits[seed] ?? 0
            return block(`${words(50, seed + edit)} ${words(50, seed + 1000)}`)
          }),
        ),
      ),
    ),
  )
}

/** Milliseconds of the quickest of some runs: what the machine does besides is not measured. */
function quickest(run: () => unknown): number {
  const times = Array.from({length: 5}, () => {
    const start = process.cpuUsage()
    run()
    const {user, system} = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

it('An article of 5,000 words with edits throughout is compared in less than 200 ms', () => {
  const base = article()
  const edits = Object.fromEntries(Array.from({length: 50}, (_, index) => [index + 1, 5000]))
  expect(quickest(() => compareContents(base, article(edits)))).toBeLessThan(limitMs)
})

it('An article of 5,000 words that has nothing of the other is compared in less than 200 ms', () => {
  const other = articleContent(
    sections(
      ...Array.from({length: 50}, (_, part) =>
        section(`Other ${part}`, [block(words(100, 9 + part))]),
      ),
    ),
  )
  expect(quickest(() => compareContents(article(), other))).toBeLessThan(limitMs)
})

it('A single paragraph of 5,000 other words is compared in less than 200 ms', () => {
  const one = (seed: number) => articleContent(sections(section('One', [block(words(5000, seed))])))
  expect(quickest(() => compareContents(one(3), one(77)))).toBeLessThan(limitMs)
})
