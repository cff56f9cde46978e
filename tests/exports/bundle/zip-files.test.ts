import {execFileSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

import {unzipSync} from 'fflate'
import {describe, expect, it} from 'vitest'

import {zipFiles} from '../../../exports/bundle/zip-files.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('zipFiles', () => {
  it('gives the same bytes for any order of the files', () => {
    const a = new Map([
      ['1', bytes('one')],
      ['b/ö', bytes('two')],
      ['a', bytes('')],
    ])
    const b = new Map([...a].toReversed())
    expect(zipFiles('bag', a)).toEqual(zipFiles('bag', b))
  })

  it('gives the same bytes in every time zone', () => {
    const script = `
      import {createHash} from 'node:crypto'
      import {zipFiles} from './exports/bundle/zip-files.ts'
      const zip = zipFiles('bag', new Map([['a', new Uint8Array(9)]]))
      console.log(createHash('sha256').update(zip).digest('hex'))`
    const zones = [
      'UTC',
      'Pacific/Kiritimati',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Pacific/Niue',
    ]
    const hashes = zones.map((TZ) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: root,
        env: {...process.env, TZ},
        encoding: 'utf8',
      }),
    )
    expect(new Set(hashes).size).toBe(1)
  })

  it('holds the files below the folder, readable by another reader', () => {
    const entries = unzipSync(zipFiles('bag', new Map([['data/ö.txt', bytes('hello')]])))
    expect(Object.keys(entries)).toEqual(['bag/data/ö.txt'])
    expect(new TextDecoder().decode(entries['bag/data/ö.txt'])).toBe('hello')
  })
})
