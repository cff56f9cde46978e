import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  scrypt,
} from 'node:crypto'
import {existsSync, readFileSync} from 'node:fs'
import {promisify} from 'node:util'

import {fromBase64Url, sha256Hex, toBase64Url} from '#schemas'

import {CommandError} from '../fault.ts'
import {writeDurably} from './durable.ts'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)
/** About 0.1 s and 64 MB a guess. */
const cost = {N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024}

/** A sample passphrase is random and lies beside its key: guessing is not what threatens it. */
const sampleN = 2 ** 12

/** What a key is for. */
export type KeyPurpose = 'root' | 'release' | 'signing'

/** An Ed25519 key on disk; the private part is encrypted (scrypt, AES-256-GCM). */
export interface KeyFile {
  format: 1
  purpose: KeyPurpose
  /** Who holds it: a signer id or the publisher's name. */
  holder: string
  /** Made by `seed`: signs sample content only. */
  sample: boolean
  keyid: string
  /** Raw public key, base64url. */
  publicKey: string
  encrypted: {
    kdf: 'scrypt'
    N: number
    r: number
    p: number
    salt: string
    iv: string
    tag: string
    data: string
  }
}

/** A key that is open: can sign. */
export interface OpenKey {
  keyid: string
  publicKey: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/**
 * Make an Ed25519 key and write it, encrypted, readable by its owner alone.
 *
 * @throws `key` when the file exists: a key is never overwritten.
 */
export async function createKeyFile(
  path: string,
  about: {purpose: KeyPurpose; holder: string; sample: boolean},
  passphrase: string,
): Promise<KeyFile> {
  if (existsSync(path)) throw new CommandError('key', `${path} exists and is not overwritten`)
  if (passphrase.length < 8)
    throw new CommandError('key', 'A passphrase needs 8 characters or more')
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new TypeError('Ed25519 makes a pair')
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const secret = Buffer.from(await crypto.subtle.exportKey('pkcs8', pair.privateKey))

  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const N = about.sample ? sampleN : cost.N
  const secret256 = await derive(passphrase, salt, 32, {...cost, N})
  const cipher = createCipheriv('aes-256-gcm', secret256, iv)
  const data = Buffer.concat([cipher.update(secret), cipher.final()])
  const file: KeyFile = {
    format: 1,
    ...about,
    keyid: await sha256Hex(publicKey),
    publicKey: toBase64Url(publicKey),
    encrypted: {
      kdf: 'scrypt',
      N,
      r: cost.r,
      p: cost.p,
      salt: salt.toString('base64url'),
      iv: iv.toString('base64url'),
      tag: cipher.getAuthTag().toString('base64url'),
      data: data.toString('base64url'),
    },
  }
  writeDurably(path, `${JSON.stringify(file, null, 2)}\n`, 0o600)
  return file
}

/** @throws `key` when it is no key file. */
export function readKeyFile(path: string): KeyFile {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new CommandError('key', `${path} is not a readable key file`, {cause: error})
  }
  if (!isKeyFile(value)) throw new CommandError('key', `${path} is not a Marrow key file`)
  return value
}

/** @throws `key` when the passphrase is wrong or the file was altered. */
export async function openKeyFile(file: KeyFile, passphrase: string): Promise<OpenKey> {
  try {
    const key = await importPrivate(await decrypt(file, passphrase), file)
    return {
      keyid: file.keyid,
      publicKey: file.publicKey,
      sign: async (bytes) =>
        new Uint8Array(await crypto.subtle.sign('Ed25519', key, new Uint8Array(bytes))),
    }
  } catch (error) {
    throw new CommandError(
      'key',
      `The key of ${file.holder} does not open: wrong passphrase, or the file was altered`,
      {cause: error},
    )
  }
}

async function decrypt({encrypted}: KeyFile, passphrase: string): Promise<Buffer> {
  const {N, r, p, salt, iv, tag, data} = encrypted
  // A file may not ask for more work or memory than the ones that are made here.
  if (N > cost.N || r > cost.r || p > cost.p) throw new RangeError('The cost is out of bounds')
  const secret = await derive(passphrase, Buffer.from(fromBase64Url(salt)), 32, {...cost, N, r, p})
  const decipher = createDecipheriv('aes-256-gcm', secret, fromBase64Url(iv), {authTagLength: 16})
  decipher.setAuthTag(fromBase64Url(tag))
  return Buffer.concat([decipher.update(fromBase64Url(data)), decipher.final()])
}

/** Import the private key, and hold it to the public one that the file names. */
async function importPrivate(pkcs8: Buffer, {publicKey, keyid}: KeyFile): Promise<CryptoKey> {
  const derived = createPublicKey(createPrivateKey({key: pkcs8, format: 'der', type: 'pkcs8'}))
  const raw = fromBase64Url(String(derived.export({format: 'jwk'}).x))
  if (toBase64Url(raw) !== publicKey || (await sha256Hex(raw)) !== keyid) {
    throw new TypeError('The public key is not of this private key')
  }
  return crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), 'Ed25519', false, ['sign'])
}

function isKeyFile(value: unknown): value is KeyFile {
  if (!isRecord(value) || value['format'] !== 1 || !isRecord(value['encrypted'])) return false
  const {encrypted} = value
  return (
    ['purpose', 'holder', 'keyid', 'publicKey'].every((name) => typeof value[name] === 'string') &&
    typeof value['sample'] === 'boolean' &&
    ['salt', 'iv', 'tag', 'data'].every((name) => typeof encrypted[name] === 'string') &&
    ['N', 'r', 'p'].every((name) => Number.isSafeInteger(encrypted[name]))
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
