import {deflateSync, zipSync} from 'fflate'
import {beforeEach, describe, expect, it} from 'vitest'

import {zipFiles} from '../../../exports/bundle/zip-files.ts'
import {readZip} from '../../../exports/verify/read-zip.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
let zip: Uint8Array
beforeEach(() => {
  zip = zipFiles(
    'bag',
    new Map([
      ['a.txt', text('first')],
      ['data/b.txt', text('second')],
    ]),
  )
})

function refusal(bytes: Uint8Array, limits?: {bytes: number; entries: number}): unknown {
  try {
    readZip(bytes, limits)
  } catch (error) {
    return (error as {code: unknown}).code
  }
  return 'read'
}

/** Zip with these exact names. */
const named = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, text(name)])), {level: 0, mtime: 315_576e6})

/** Offsets of the n-th central header, and of the end record. */
function central(bytes: Uint8Array, n: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  let offset = view.getUint32(bytes.length - 6, true)
  for (let index = 0; index < n; index += 1) offset += 46 + view.getUint16(offset + 28, true)
  return offset
}

describe('readZip', () => {
  it('reads what zipFiles writes', () => {
    const {folder, files} = readZip(zip)
    expect(folder).toBe('bag')
    expect([...files.keys()]).toEqual(['a.txt', 'data/b.txt'])
    expect(files.get('data/b.txt')).toEqual(text('second'))
  })

  it.each([
    ['an absolute path', ['/etc/passwd'], 'path-absolute'],
    ['a path out of the folder', ['bag/../../x'], 'path-escapes'],
    ['a backslash', ['bag\\..\\x'], 'path-character'],
    ['a drive', ['C:/x'], 'path-absolute'],
    ['a device', ['bag/NUL.txt'], 'path-reserved'],
    ['names that differ by case', ['bag/a', 'bag/A'], 'path-collision'],
    ['two folders', ['bag/a', 'other/a'], 'zip-not-one-folder'],
    ['a file beside the folder', ['a', 'bag/a'], 'zip-not-one-folder'],
    ['a folder entry', ['bag/', 'bag/a'], 'path-escapes'],
  ])('refuses %s', (_, names, code) => {
    expect(refusal(named(...names))).toBe(code)
  })

  it('refuses a symbolic link', () => {
    const mode = (0o120777 << 16) >>> 0
    const link = zipSync({'bag/a': [text('/etc/passwd'), {attrs: mode, os: 3}]}, {level: 0})
    expect(refusal(link)).toBe('zip-link')
  })

  it('refuses an entry that is there twice', () => {
    const twin = named('bag/a', 'bag/b')
    for (const start of [30, central(twin, 0) + 46, central(twin, 1) + 46]) twin[start + 4] = 0x63
    expect(refusal(twin)).toBe('zip-duplicate')
  })

  it('refuses a compressed entry unread: a bomb cannot go off', () => {
    const bomb = zipSync({'bag/a': new Uint8Array(50_000_000)}, {level: 9})
    expect(bomb.length).toBeLessThan(100_000)
    expect(refusal(bomb)).toBe('zip-compressed')
    // The directory lies that it is stored; its own header tells.
    const at = central(bomb, 0)
    bomb[at + 10] = 0
    new DataView(bomb.buffer).setUint32(
      at + 24,
      new DataView(bomb.buffer).getUint32(at + 20, true),
      true,
    )
    expect(refusal(bomb)).toBe('zip-headers-differ')
  })

  it('refuses entries that lie over each other', () => {
    const at = central(zip, 1)
    const first = central(zip, 0)
    zip.copyWithin(at + 42, first + 42, first + 46)
    expect(refusal(zip)).toBe('zip-headers-differ')
  })

  it('refuses a header that differs from the directory', () => {
    zip[30] = 0x63
    expect(refusal(zip)).toBe('zip-headers-differ')
  })

  it('refuses a size beyond the end', () => {
    const view = new DataView(zip.buffer, zip.byteOffset)
    const at = central(zip, 1)
    const local = view.getUint32(at + 42, true)
    for (const offset of [at + 20, at + 24, local + 18, local + 22]) {
      view.setUint32(offset, 0xfffffff0, true)
    }
    expect(refusal(zip)).toBe('zip-malformed')
  })

  it('refuses an encrypted entry', () => {
    zip[central(zip, 0) + 8] = 1
    expect(refusal(zip)).toBe('zip-encrypted')
  })

  it('refuses a wrong checksum', () => {
    zip[14] = zip[14]! ^ 1
    expect(refusal(zip)).toBe('zip-not-canonical')
  })

  it('refuses more bytes or entries than its caps', () => {
    expect(refusal(zip, {bytes: zip.length - 1, entries: 10})).toBe('zip-too-large')
    expect(refusal(zip, {bytes: 1000, entries: 1})).toBe('zip-too-many')
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['something else', text('<!doctype html><title>no zip</title>')],
    ['raw deflate', deflateSync(text('x'))],
    ['an empty zip', zipSync({})],
  ])('refuses %s', (_, bytes) => {
    expect(refusal(bytes)).toBe('zip-malformed')
  })

  it('refuses every cut, every byte before or after, and every flipped bit', () => {
    for (let end = 0; end < zip.length; end += 1) {
      expect(refusal(zip.slice(0, end)), `cut at ${end}`).not.toBe('read')
    }
    expect(refusal(new Uint8Array([...zip, 0]))).toBe('zip-malformed')
    expect(refusal(new Uint8Array([0, ...zip]))).not.toBe('read')
    for (let bit = 0; bit < zip.length * 8; bit += 1) {
      const flipped = zip.slice()
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      expect(refusal(flipped), `bit ${bit}`).not.toBe('read')
    }
  })
})
