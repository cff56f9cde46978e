import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'

import {describe, expect, it} from 'vitest'

import {datasetArchive} from '../../../cli/sources/dataset-archive.ts'
import {temporaryFolder} from '../harness.ts'
import {writeArchive, type Member} from './archive.ts'

const data = '{"_id":"a","_type":"article"}\n'
const good: Member[] = [{name: 'x-export/data.ndjson', data}]

async function read(members: readonly Member[], limits?: {maxBytes: number; maxFiles: number}) {
  const path = join(temporaryFolder(), 'x.tar.gz')
  await writeArchive(path, members)
  return datasetArchive(path, limits).documents()
}

const hostile: Array<[name: string, members: Member[], told: RegExp]> = [
  ['`..` in a path', [{name: 'x/../../evil.ndjson', data}], /"x\/..\/..\/evil.ndjson" leads out/],
  ['`..\\` in a path', [{name: 'x/..\\..\\evil.ndjson', data}], /leads out/],
  ['an absolute path', [{name: '/etc/evil.ndjson', data}], /leads out/],
  ['a symbolic link', [{name: 'x/images/a', type: 'symlink', linkname: '/etc/passwd'}], /symlink/],
  ['a hard link', [{name: 'x/images/a', type: 'link', linkname: 'x/data.ndjson'}], /is a link/],
  ['a device', [{name: 'x/images/a', type: 'character-device'}], /device/],
  ['a file that comes twice', [...good, ...good], /data.ndjson" is in it twice/],
  ['a file twice under two roots', [...good, {name: 'y/data.ndjson', data}], /twice/],
  ['several datasets', [...good, {name: 'x-export/more.ndjson', data}], /several NDJSON/],
  ['no dataset', [{name: 'x-export/images/a.ndjson', data}], /no NDJSON/],
]

describe('a hostile archive', () => {
  it('is not what a good one is', async () => {
    expect(await read(good)).toEqual([{_id: 'a', _type: 'article'}])
  })

  it.each(hostile)('with %s is refused by name', async (_name, members, told) => {
    await expect(read(members)).rejects.toMatchObject({
      code: 'dataset-malformed',
      message: expect.stringMatching(told),
    })
  })

  it('that unpacks to more than it may is cut off, headers counted', async () => {
    const limits = {maxBytes: 20_000, maxFiles: 100}
    const bomb = [{name: 'x/data.ndjson', data: ' '.repeat(1_000_000)}]
    await expect(read(bomb, limits)).rejects.toThrow(/more than 20000 bytes/)
    const headers = Array.from({length: 60}, (_, n) => ({name: `x/images/${n}`, data: ''}))
    await expect(read([...good, ...headers], limits)).rejects.toThrow(/more than 20000 bytes/)
  })

  it('of too many files is cut off', async () => {
    const files = Array.from({length: 20}, (_, n) => ({name: `x/images/${n}`, data: ''}))
    const limits = {maxBytes: 1_000_000, maxFiles: 10}
    await expect(read([...good, ...files], limits)).rejects.toThrow(/more than 10 files/)
  })
})

describe('a broken archive', () => {
  it('that is cut anywhere is refused as truncated', async () => {
    const path = join(temporaryFolder(), 'x.tar.gz')
    await writeArchive(path, good)
    const whole = readFileSync(path)
    for (const share of [0, 0.3, 0.6, 0.95]) {
      writeFileSync(path, whole.subarray(0, Math.floor(statSync(path).size * share)))
      const reading = datasetArchive(path).documents()
      await expect(reading).rejects.toMatchObject({name: 'SourceError'})
      writeFileSync(path, whole)
    }
  })

  it.each([
    ['not gzipped', Buffer.from('hello')],
    ['not a tar', gzipSync('hello'.repeat(1000))],
  ])('that is %s is refused', async (_name, bytes) => {
    const path = join(temporaryFolder(), 'x.tar.gz')
    writeFileSync(path, bytes)
    await expect(datasetArchive(path).documents()).rejects.toMatchObject({
      code: 'dataset-truncated',
      message: expect.stringContaining(path),
    })
  })

  it('that is not there is named', async () => {
    const path = join(temporaryFolder(), 'gone.tar.gz')
    expect(existsSync(path)).toBe(false)
    await expect(datasetArchive(path).documents()).rejects.toMatchObject({
      code: 'dataset-unreadable',
    })
  })
})

describe('an asset in an archive', () => {
  const named = (asset: string) => [
    {
      name: 'x/data.ndjson',
      data: `{"_id":"f","_type":"figure","image":{"_sanityAsset":"${asset}"}}`,
    },
  ]

  it('that is not there is missing when it is asked for, and holds nothing else up', async () => {
    const sha1 = 'ab'.repeat(20)
    const [figure] = await read(named(`image@file://./images/${sha1}-3x2.png`))
    expect(figure?.['image']).toEqual({
      asset: {_type: 'reference', _ref: `image-${sha1}-3x2-png`},
    })
  })

  it.each([
    'image@file:///etc/passwd',
    'image@file://./../x.png',
    'image@https://evil.example/x.png',
  ])('at %s is refused', async (asset) => {
    await expect(read(named(asset))).rejects.toMatchObject({name: 'SourceError'})
  })
})
