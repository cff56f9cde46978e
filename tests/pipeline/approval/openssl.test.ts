import {execFileSync, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, it} from 'vitest'

import {makeEnvelope, parseEnvelope, payloadTypes, preAuthEncoding} from '#pipeline'
import {fromBase64, fromBase64Url, toBase64} from '#schemas'

import {makeKey, makePasskey} from './test-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'marrow-openssl-'))
afterAll(() => rmSync(folder, {recursive: true}))

const missing = spawnSync('openssl', ['version']).status === 0 ? null : 'openssl is not installed'

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** A public key as PEM, from its DER (SubjectPublicKeyInfo). */
function pem(der: Uint8Array): string {
  return `-----BEGIN PUBLIC KEY-----\n${toBase64(der)}\n-----END PUBLIC KEY-----\n`
}

function openssl(...parameters: string[]): string {
  return execFileSync('openssl', parameters, {encoding: 'utf8', stdio: 'pipe'})
}

it('openssl alone verifies an envelope: encoding and raw signature, Ed25519', async (context) => {
  if (missing) context.skip(missing)
  const {key, raw, sign} = await makeKey()
  const payload = new TextEncoder().encode('{"a":1}')
  const text = await makeEnvelope(payloadTypes.bundle, payload, key.keyid, sign)
  const [signature] = parseEnvelope(text).signatures

  // RFC 8410: the fixed head of an Ed25519 key, then the key itself.
  const head = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]
  const publicKey = write('ed25519.pem', pem(new Uint8Array([...head, ...raw])))
  const sig = write('ed25519.sig', fromBase64(signature?.sig ?? ''))
  const bytes = preAuthEncoding(payloadTypes.bundle, payload)
  const verify = (name: string, content: Uint8Array): string => {
    const pae = write(name, content)
    const files = ['-inkey', publicKey, '-in', pae, '-sigfile', sig]
    return openssl('pkeyutl', '-verify', '-rawin', '-pubin', ...files)
  }
  expect(verify('good.pae', bytes)).toContain('Signature Verified Successfully')
  expect(() => verify('bad.pae', bytes.with(9, 0))).toThrow(/Command failed/)
})

it('openssl alone verifies a passkey: the bytes it covers and its signature', async (context) => {
  if (missing) context.skip(missing)
  const {cose, assert} = await makePasskey('ES256')
  const assertion = await assert('AAAA')

  // SubjectPublicKeyInfo of a P-256 key: the fixed head, then x and y (32 bytes each, in COSE
  // at fixed places).
  const head = fromBase64('MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE')
  const point = [...cose.slice(10, 42), ...cose.slice(45, 77)]
  const publicKey = write('p256.pem', pem(new Uint8Array([...head, ...point])))
  const clientData = write('client-data.json', fromBase64Url(assertion.clientDataJSON))
  const hash = execFileSync('openssl', ['dgst', '-sha256', '-binary', clientData])
  const covered = write(
    'p256.pae',
    new Uint8Array([...fromBase64Url(assertion.authenticatorData), ...hash]),
  )
  const sig = write('p256.sig', assertion.signature)
  expect(openssl('dgst', '-sha256', '-verify', publicKey, '-signature', sig, covered)).toContain(
    'Verified OK',
  )
})
