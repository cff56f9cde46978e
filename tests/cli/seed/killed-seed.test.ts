import {readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {expect, it} from 'vitest'

import {marrow, sampleHome, temporaryFolder} from '../harness.ts'
import {killPoints, runKilled} from '../run-killed.ts'

const words = ['seed', '--at', '2026-03-01T09:00:00Z']

it('a seed that is killed at any write is begun anew by the next, and loses nothing of others', async () => {
  const whole = join(temporaryFolder(), 'home')
  const {exit, steps, error} = await runKilled(whole, words)
  expect([exit, steps.length > 100], error).toEqual([0, true])
  const expected = (await marrow(await sampleHome(), ['status', '--json'])).json()
  for (const point of killPoints(steps, /^renameSync .*\/trust\.dsse/)) {
    const home = join(temporaryFolder(), 'home')
    expect((await runKilled(home, words, point)).signal).toBe('SIGKILL')
    const again = await marrow(home, ['seed'])
    expect(again.exit, `${point}: ${again.error}`).toBe(0)
    const {articles} = (await marrow(home, ['status', '--json'])).json()
    expect(articles, `${point}`).toHaveLength(expected.articles.length)
    const works = (list: Array<{work: string}>) => list.map(({work}) => work)
    expect(works(articles), `${point}`).toEqual(works(expected.articles))
    expect(readdirSync(home), `${point}`).not.toContain('seeding')
  }
}, 600_000)

it('a home with content of its own is not touched', async () => {
  const home = join(temporaryFolder(), 'home')
  const file = join(temporaryFolder(), 'knee.md')
  writeFileSync(file, '---\ntitle: My own article\n---\nText\n')
  const imported = await marrow(home, ['import', file, '--as', 'jane'])
  expect(imported.exit, imported.error).toBe(0)
  for (const _ of ['once', 'twice']) {
    const {exit, error} = await marrow(home, ['seed'])
    expect([exit, error.includes('has content already')]).toEqual([1, true])
  }
  expect(
    (await marrow(home, ['import', file, '--as', 'jane', '--json'])).json().imported,
  ).toMatchObject([{change: 'unchanged'}])
})
