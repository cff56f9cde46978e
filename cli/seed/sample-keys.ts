import {randomBytes} from 'node:crypto'
import {join} from 'node:path'

import {publicKeyFromBase64Url, trustKeyOf, type RawDocument, type Signer} from '#pipeline'

import {writeDurably} from '../home/durable.ts'
import {createKeyFile} from '../home/key-file.ts'
import type {Home} from '../home/paths.ts'
import type {PlannedSigner} from './plan.ts'

/**
 * Make up the passphrase of all sample keys and keep it beside them.
 *
 * That is no protection, and need not be: these keys sign sample content only, and everything
 * signed under them says so.
 */
export function createSamplePassphrase(home: Home): string {
  const passphrase = randomBytes(18).toString('base64url')
  writeDurably(join(home.keys, 'sample-passphrase'), `${passphrase}\n`, 0o600)
  return passphrase
}

/** Make a key for each sample signer, and their entries for the trust file. */
export async function createSampleSigners(
  home: Home,
  planned: readonly PlannedSigner[],
  people: ReadonlyMap<string, RawDocument>,
  {passphrase, now}: {passphrase: string; now: string},
): Promise<Signer[]> {
  const signers: Signer[] = []
  for (const {person, identity, roles, languages} of planned) {
    const id = signerId(person)
    const {publicKey} = await createKeyFile(
      sampleKeyPath(home, person),
      {purpose: 'signing', holder: id, sample: true},
      passphrase,
    )
    const document = people.get(person)
    signers.push({
      id,
      name: typeof document?.['name'] === 'string' ? document['name'] : id,
      identities: [identity],
      roles,
      languages,
      credentials: credentialsOf(document).map((name) => ({name, from: '2015-01-01'})),
      keys: [await trustKeyOf(publicKeyFromBase64Url(publicKey), now)],
    })
  }
  return signers
}

/** Where the key of a sample person lies. */
export function sampleKeyPath(home: Home, person: string): string {
  return join(home.keys, `${signerId(person)}.json`)
}

function signerId(person: string): string {
  return person.replace(/^person-/, '')
}

function credentialsOf(person: RawDocument | undefined): string[] {
  const credentials = person?.['credentials']
  return Array.isArray(credentials) ? credentials.filter((name) => typeof name === 'string') : []
}
