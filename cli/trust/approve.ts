import {readFileSync} from 'node:fs'

import {fromBase64Url, sha256Hex} from '#schemas'
import type {Role, Signer, Trust} from '#pipeline'

import {required, several} from '../arguments.ts'
import type {CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {openRootKey, readTrustFile, writeTrustFile} from '../home/trust-file.ts'
import {fingerprint, type Enrolment} from './enrol.ts'

/** Take a signer, or another key of one, into the trust file. */
export async function approve(input: CommandInput): Promise<Outcome> {
  const path = input.positionals[1]
  if (!path) throw new CommandError('usage', 'Give the enrolment file: see --help')
  const enrolment = await readEnrolment(path)
  const shown = required(input, 'fingerprint').replaceAll(/[\s:]/g, '').toLowerCase()
  if (shown.length < 32 || !enrolment.keyid.startsWith(shown)) {
    throw new CommandError(
      'trust',
      `The fingerprint does not match ${path} (${fingerprint(enrolment.keyid)}): ask the signer again`,
    )
  }
  const {trust} = await readTrustFile(input.home)
  const changed = withSigner(trust, enrolment, {
    roles: several(input, 'role') as Role[],
    languages: several(input, 'language'),
    identities: several(input, 'identity'),
    credentials: several(input, 'credential').map(parseCredential),
    now: input.now,
  })
  await storeTrust(input, changed)
  return {
    exit: 0,
    text: `${enrolment.name} (${enrolment.id}) may sign from now on; the trust file is version ${changed.version}.`,
    data: {signer: enrolment.id, keyid: enrolment.keyid, version: changed.version},
  }
}

/** Sign and store a changed trust file. */
export async function storeTrust(input: CommandInput, trust: Trust): Promise<void> {
  const previous = await readTrustFile(input.home)
  const root = await openRootKey(input.home, input.env)
  await writeTrustFile(input.home, trust, root, previous.trust)
}

interface Standing {
  roles: Role[]
  languages: string[]
  identities: string[]
  credentials: Signer['credentials']
  now: string
}

/** Add a key to a signer, who is added too when new. */
export function withSigner(trust: Trust, enrolment: Enrolment, standing: Standing): Trust {
  const {id, name, type, publicKey, keyid, credential} = enrolment
  const old = trust.signers.find((signer) => signer.id === id)
  if (old && old.name !== name) {
    throw new CommandError('trust', `${id} is ${old.name} in the trust file, not ${name}`)
  }
  if (old?.revoked) {
    throw new CommandError('trust', `${id} was revoked: approve them under a new id`)
  }
  const {now, ...given} = standing
  const signer: Signer = {
    ...old,
    id,
    name,
    identities: [...new Set([...(old?.identities ?? []), ...given.identities])],
    roles: [...new Set([...(old?.roles ?? []), ...given.roles])],
    languages: [...new Set([...(old?.languages ?? []), ...given.languages])],
    credentials: [...(old?.credentials ?? []), ...given.credentials],
    keys: [
      ...(old?.keys ?? []),
      {keyid, type, publicKey, ...(credential && {credential}), from: now},
    ],
  }
  const others = trust.signers.filter((other) => other.id !== id)
  return {...trust, version: trust.version + 1, issued: now, signers: [...others, signer]}
}

async function readEnrolment(path: string): Promise<Enrolment> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new CommandError('trust', `${path} is not a readable enrolment`, {cause: error})
  }
  const enrolment = value as Enrolment
  const isWhole =
    typeof value === 'object' &&
    value !== null &&
    [enrolment.id, enrolment.name, enrolment.publicKey, enrolment.keyid].every(
      (member) => typeof member === 'string',
    ) &&
    ['ed25519', 'passkey'].includes(enrolment.type) &&
    (enrolment.type === 'passkey') === (typeof enrolment.credential === 'string')
  if (!isWhole) throw new CommandError('trust', `${path} is not an enrolment`)
  if ((await sha256Hex(fromBase64Url(enrolment.publicKey))) !== enrolment.keyid) {
    throw new CommandError('trust', `${path}: the key id is not of this key`)
  }
  return enrolment
}

/** Parse `MD:2015-06-01` or `MD:2015-06-01:2027-06-01`. */
function parseCredential(text: string): Signer['credentials'][number] {
  const match = /^([^:]+):(\d{4}-\d{2}-\d{2})(?::(\d{4}-\d{2}-\d{2}))?$/.exec(text)
  const [, name, from, until] = match ?? []
  if (!name || !from) {
    throw new CommandError(
      'usage',
      `--credential is NAME:FROM[:UNTIL] with calendar days, not ${text}`,
    )
  }
  return {name, from, ...(until ? {until} : {})}
}
