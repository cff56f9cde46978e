import {readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import {createKeyFile, openKeyFile, readKeyFile, type KeyFile} from '../../../cli/home/key-file.ts'
import {askPassphrase} from '../../../cli/home/passphrase.ts'
import {fromBase64Url} from '#schemas'

import {temporaryFolder} from '../harness.ts'

const passphrase = 'correct horse battery'
const about = {purpose: 'signing', holder: 'avery', sample: false} as const
/** How every Ed25519 private key in PKCS #8 starts. */
const pkcs8Start = Buffer.from('302e020100300506032b657004220420', 'hex')

let path: string
let file: KeyFile

beforeAll(async () => {
  path = join(temporaryFolder(), 'keys', 'avery.json')
  file = await createKeyFile(path, about, passphrase)
})

describe('a key file', () => {
  it('opens with its passphrase and signs', async () => {
    const key = await openKeyFile(readKeyFile(path), passphrase)
    const bytes = new TextEncoder().encode('words')
    const raw = new Uint8Array(fromBase64Url(file.publicKey))
    const publicKey = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
    const signature = new Uint8Array(await key.sign(bytes))
    expect(await crypto.subtle.verify('Ed25519', publicKey, signature, bytes)).toBe(true)
  })

  it('is encrypted at rest, and for its owner alone', () => {
    const text = readFileSync(path, 'utf8')
    const texts = Object.values(file.encrypted).filter((value) => typeof value === 'string')
    for (const encoded of [...texts, file.publicKey]) {
      expect(Buffer.from(encoded, 'base64url').includes(pkcs8Start)).toBe(false)
    }
    expect(text).not.toContain(passphrase)
    expect(text).not.toContain('MC4CAQAwBQYDK2Vw')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('does not open with another passphrase', async () => {
    await expect(openKeyFile(file, 'wrong horse battery')).rejects.toMatchObject({
      code: 'key',
      message: expect.stringContaining('wrong passphrase, or the file was altered'),
    })
  })

  it.each(['data', 'iv', 'tag', 'salt'] as const)(
    'whose %s was altered does not open',
    async (member) => {
      const bytes = Buffer.from(file.encrypted[member], 'base64url')
      bytes[0] = (bytes[0] ?? 0) ^ 1
      const encrypted = {...file.encrypted, [member]: bytes.toString('base64url')}
      await expect(openKeyFile({...file, encrypted}, passphrase)).rejects.toMatchObject({
        code: 'key',
      })
    },
  )

  it.each<[name: string, changed: Partial<KeyFile>]>([
    ['public key', {publicKey: 'A'.repeat(43)}],
    ['key id', {keyid: '0'.repeat(64)}],
  ])('whose %s was exchanged does not open', async (_name, changed) => {
    await expect(openKeyFile({...file, ...changed}, passphrase)).rejects.toMatchObject({
      code: 'key',
    })
  })

  it('that asks for endless work is refused', async () => {
    const encrypted = {...file.encrypted, N: 2 ** 40}
    await expect(openKeyFile({...file, encrypted}, passphrase)).rejects.toMatchObject({code: 'key'})
  })

  it('is never overwritten', async () => {
    await expect(createKeyFile(path, about, passphrase)).rejects.toMatchObject({code: 'key'})
    expect(readKeyFile(path)).toEqual(file)
  })

  it('needs a passphrase of some length', async () => {
    const other = join(temporaryFolder(), 'short.json')
    await expect(createKeyFile(other, about, 'short')).rejects.toMatchObject({code: 'key'})
  })

  it.each(['', '{}', '{"format":1,"keyid":"x","encrypted":null}', '{"format":2}', '[]'])(
    'of other content (%j) is refused',
    (text) => {
      const other = join(temporaryFolder(), 'other.json')
      writeFileSync(other, text)
      expect(() => readKeyFile(other)).toThrow(expect.objectContaining({code: 'key'}))
    },
  )
})

describe('a passphrase', () => {
  it('comes from the environment, or from a file', async () => {
    expect(await askPassphrase({MARROW_PASSPHRASE: 'one'}, 'key')).toBe('one')
    const secret = join(temporaryFolder(), 'secret')
    writeFileSync(secret, 'two words\n')
    expect(await askPassphrase({MARROW_PASSPHRASE_FILE: secret}, 'key')).toBe('two words')
  })

  it('that is not to be had is asked for in words', async () => {
    await expect(askPassphrase({}, 'signing key of avery')).rejects.toMatchObject({
      code: 'key',
      message: expect.stringMatching(/signing key of avery.*MARROW_PASSPHRASE/),
    })
    const gone = join(temporaryFolder(), 'gone')
    await expect(askPassphrase({MARROW_PASSPHRASE_FILE: gone}, 'key')).rejects.toMatchObject({
      code: 'key',
      message: expect.stringContaining(gone),
    })
  })
})
