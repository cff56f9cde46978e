import {scryptAsync} from '@noble/hashes/scrypt.js'

import {signStatement} from '#pipeline'
import {fromBase64Url, sha256Hex, toBase64Url} from '#schemas'

import {SignError, type StatementSigner} from '../sign/make-statement.ts'

/** An Ed25519 key, its private part encrypted: the very file that `marrow trust enrol` writes. */
export interface KeyFile {
  format: 1
  purpose: 'signing'
  /** Signer id. */
  holder: string
  sample: boolean
  keyid: string
  /** Raw, base64url. */
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

/** Cost of a guess, as the command line has it. */
const cost = {N: 2 ** 16, r: 8, p: 1}
const tagBytes = 16
/** Shortest passphrase. */
export const passphraseLength = 8

/**
 * Make an Ed25519 key and encrypt its private part with a passphrase.
 *
 * @throws `SignError` `passphrase` when that is too short.
 */
export async function createKeyFile(holder: string, passphrase: string): Promise<KeyFile> {
  if (passphrase.length < passphraseLength) {
    throw new SignError('passphrase', `A passphrase needs ${passphraseLength} characters or more`)
  }
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const secret = await crypto.subtle.exportKey('pkcs8', pair.privateKey)
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = await derive(passphrase, salt, cost)
  const sealed = new Uint8Array(await crypto.subtle.encrypt({name: 'AES-GCM', iv}, key, secret))
  return {
    format: 1,
    purpose: 'signing',
    holder,
    sample: false,
    keyid: await sha256Hex(publicKey),
    publicKey: toBase64Url(publicKey),
    encrypted: {
      kdf: 'scrypt',
      ...cost,
      salt: toBase64Url(salt),
      iv: toBase64Url(iv),
      tag: toBase64Url(sealed.slice(-tagBytes)),
      data: toBase64Url(sealed.slice(0, -tagBytes)),
    },
  }
}

/**
 * Open a key file.
 *
 * @throws `SignError` `passphrase` when the passphrase is wrong or the file was altered.
 */
export async function openKeyFile(file: KeyFile, passphrase: string): Promise<StatementSigner> {
  try {
    const privateKey = await decrypt(file, passphrase)
    return {
      keyid: file.keyid,
      sign: (draft) =>
        signStatement(
          draft,
          async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, bytes)),
        ),
    }
  } catch (cause) {
    throw new SignError('passphrase', 'The passphrase is wrong, or the key file was altered', {
      cause,
    })
  }
}

/** Read a key file. @throws `SignError` `key-file` when it is none. */
export function parseKeyFile(text: string): KeyFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new SignError('key-file', 'That is no key file', {cause})
  }
  if (!isKeyFile(value)) throw new SignError('key-file', 'That is no key file for signing')
  return value
}

async function decrypt({encrypted}: KeyFile, passphrase: string): Promise<CryptoKey> {
  const {N, r, p, salt, iv, tag, data} = encrypted
  // A file may not ask for more work or memory than the ones that are made here.
  if (N > cost.N || r > cost.r || p > cost.p) throw new RangeError('The cost is out of bounds')
  const key = await derive(passphrase, bytes(salt), {N, r, p})
  const sealed = new Uint8Array([...fromBase64Url(data), ...fromBase64Url(tag)])
  const secret = await crypto.subtle.decrypt({name: 'AES-GCM', iv: bytes(iv)}, key, sealed)
  return crypto.subtle.importKey('pkcs8', secret, 'Ed25519', false, ['sign'])
}

async function derive(
  passphrase: string,
  salt: Uint8Array,
  {N, r, p}: {N: number; r: number; p: number},
): Promise<CryptoKey> {
  const secret = await scryptAsync(new TextEncoder().encode(passphrase), salt, {N, r, p, dkLen: 32})
  return crypto.subtle.importKey('raw', new Uint8Array(secret), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(fromBase64Url(text))
}

function isKeyFile(value: unknown): value is KeyFile {
  if (!isRecord(value) || value['format'] !== 1 || value['purpose'] !== 'signing') return false
  const {encrypted} = value
  return (
    isRecord(encrypted) &&
    encrypted['kdf'] === 'scrypt' &&
    ['holder', 'keyid', 'publicKey'].every((name) => typeof value[name] === 'string') &&
    ['salt', 'iv', 'tag', 'data'].every((name) => typeof encrypted[name] === 'string') &&
    ['N', 'r', 'p'].every((name) => Number.isSafeInteger(encrypted[name]))
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
