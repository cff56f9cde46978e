import {appendFileSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {readFeed, type Feed} from '../../../../exports/delivery/push/read-feed.ts'
import {folderReader} from '../../../../exports/repository/folder-store.ts'
import {deliveryWorld, published, writeFeed} from '../../../cli/delivery/push/feeds.ts'

const news = (count: number, name = 'a') => {
  return Array.from({length: count}, (_, n) => published(`${name}${n}`))
}

function world() {
  const {out} = deliveryWorld()
  const reads: string[] = []
  const reader = folderReader(out)
  const read = (known?: Feed) =>
    readFeed(
      {
        ...reader,
        read(path) {
          reads.push(path)
          return reader.read(path)
        },
      },
      'all',
      known,
    )
  return {out, page: (n: number) => join(out, 'audiences/all/feed', `${n}.ndjson`), reads, read}
}

describe('a feed', () => {
  it('is null without its audience, and empty where nothing happened yet', async () => {
    const {out, read} = world()
    expect(await read()).toBeNull()
    await writeFeed(out, 'all', [])
    expect((await read())?.events).toEqual([])
  })

  it('is read over all its pages, and later only what may be new', async () => {
    const {out, read, reads} = world()
    const before = await writeFeed(out, 'all', news(250))
    const feed = (await read())!
    expect(feed.events).toEqual(before)
    reads.length = 0
    expect(await read(feed)).toBe(feed)
    expect(reads).toEqual(['audiences/all/head.dsse.json'])
    const after = await writeFeed(out, 'all', news(60, 'b'), undefined, before)
    expect((await read(feed))?.events).toEqual(after)
    expect(reads).not.toContain('audiences/all/feed/1.ndjson')
    expect(reads).toContain('audiences/all/feed/4.ndjson')
  })

  it('is read anew where another repository was put', async () => {
    const {out, read} = world()
    await writeFeed(out, 'all', news(250))
    const feed = (await read())!
    for (const count of [260, 120, 3]) {
      const other = await writeFeed(out, 'all', news(count, 'other'))
      expect((await read(feed))?.events).toEqual(other)
    }
  })

  it('ends where its head says, whatever a page has beyond it', async () => {
    const {out, read, page} = world()
    const before = await writeFeed(out, 'all', news(3))
    appendFileSync(page(1), '{"half of an ev\n')
    expect((await read())?.events).toEqual(before)
  })

  it.each([
    ['a page is missing', (path: string) => rmSync(path), 'page 2 of all is missing'],
    [
      'a line is missing',
      (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(/.*\n$/, '')),
      'is missing',
    ],
    [
      'a bit is flipped',
      (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('a105', 'a106')),
      'event 106',
    ],
  ])('is refused where %s', async (_what, harm, told) => {
    const {out, read, page} = world()
    await writeFeed(out, 'all', news(120))
    harm(page(2))
    await expect(read()).rejects.toThrow(told)
  })
})
