import {readFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import type {FeedEvent} from '../../exports/repository/format/feed-event.ts'
import {marrow, sampleHome, sampleKey, temporaryFolder} from './harness.ts'

const article = 'article-knee-osteoarthritis'
const effective = '2026-03-05T09:00:00.000Z'

let home: string
let out: string

beforeAll(async () => {
  home = await sampleHome()
  out = join(temporaryFolder(), 'out')
  await exported('2026-03-02T09:00:00Z')
})

function say(command: string, ...words: string[]) {
  const signer = ['--as', 'blake-sample', '--key', sampleKey(home, 'blake-sample')]
  const texts = ['--reason', 'A dose is wrong', '--notice', 'Read 10 mg, not 100 mg.']
  return marrow(home, [command, article, ...signer, ...texts, ...words])
}

async function exported(at: string) {
  const {json} = await marrow(home, ['export', '--out', out, '--json'], {at})
  const report = json()
  const news = report.audiences[0].news as Array<{type: string; edition: string}>
  return {next: report.next as string, news: news.map(({type, edition}) => `${type} ${edition}`)}
}

describe('a notice', () => {
  it.each([
    ['correct', 'retraction'],
    ['withdraw', 'erratum'],
  ])('%s is of no type that does not fit: %s', async (command, type) => {
    const {exit, error} = await say(command, '--update', type)
    expect(exit).toBe(2)
    expect(error).toMatch(new RegExp(`--update is one of .*, not ${type}`))
  })

  it('waits for its time: `status` tells of it, and an export then shows it', async () => {
    const severity = 'safety'
    const when = ['--effective', effective]
    const said = await say('correct', '--update', 'erratum', '--severity', severity, ...when)
    expect(said.out).toContain(`after ${effective}`)
    const status = await marrow(home, ['status', article])
    expect(status.out).toContain(`a correction takes effect at ${effective}`)
    expect(await exported('2026-03-03T09:00:00Z')).toEqual({next: effective, news: []})
    const {news} = await exported(effective)
    expect(news).toEqual(['corrected edition.article-knee-osteoarthritis.1'])

    const feed = readFileSync(join(out, 'audiences', 'all', 'feed', '1.ndjson'), 'utf8')
    const event = JSON.parse(feed.trimEnd().split('\n').at(-1)!) as FeedEvent
    const [statement] = event.corrected!
    expect(event.entry).toMatchObject({
      corrections: [
        {statement, update: 'erratum', severity, effective, notice: 'Read 10 mg, not 100 mg.'},
      ],
    })
    const verified = await marrow(home, ['verify', out], {at: effective})
    expect(verified.exit, verified.out).toBe(0)
  })
})

it('a review date that passes is told in status and feed', async () => {
  const due = '2027-03-01T09:00:00.001Z'
  const {news} = await exported(due)
  expect(news).toContain('review-overdue edition.article-bone-marrow-edema-knee.1')
  const {out: status} = await marrow(home, ['status'], {at: due})
  expect(status).toContain(
    'article-bone-marrow-edema-knee: its review was due at 2027-03-01T09:00:00.000Z',
  )
})
