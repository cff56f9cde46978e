import {existsSync} from 'node:fs'

import {given, required} from '../arguments.ts'
import type {CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {writeDurably} from '../home/durable.ts'
import {createKeyFile} from '../home/key-file.ts'
import {askPassphrase} from '../home/passphrase.ts'

/** What an expert hands to the administrator: public, and compared by fingerprint. */
export interface Enrolment {
  format: 1
  id: string
  name: string
  type: 'ed25519' | 'passkey'
  publicKey: string
  keyid: string
  /** Of a passkey: its credential id, base64url. */
  credential?: string
}

/** Make a signer's own key; run by the signer, on the signer's machine. */
export async function enrol(input: CommandInput): Promise<Outcome> {
  const id = required(input, 'id')
  const name = required(input, 'name')
  const path = required(input, 'key')
  const requestPath = given(input, 'out') ?? path.replace(/(\.json)?$/, '.enrolment.json')
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) {
    throw new CommandError('usage', '--id is a short name of letters, digits and `-`')
  }
  if (existsSync(requestPath))
    throw new CommandError('key', `${requestPath} exists and is not overwritten`)

  const passphrase = await askPassphrase(input.env, `new signing key of ${name}`)
  const {keyid, publicKey} = await createKeyFile(
    path,
    {purpose: 'signing', holder: id, sample: false},
    passphrase,
  )
  const request: Enrolment = {format: 1, id, name, type: 'ed25519', publicKey, keyid}
  writeDurably(requestPath, `${JSON.stringify(request, null, 2)}\n`)
  return {
    exit: 0,
    text: [
      `Your key is at ${path}, encrypted. Nobody else may have it.`,
      `Hand ${requestPath} to the administrator, and read this fingerprint out to them:`,
      fingerprint(keyid),
    ].join('\n'),
    data: {key: path, request: requestPath, fingerprint: fingerprint(keyid)},
  }
}

/** A key id in groups that can be read out: the first 32 hex digits. */
export function fingerprint(keyid: string): string {
  return keyid.slice(0, 32).replaceAll(/.{4}(?=.)/g, '$& ')
}
