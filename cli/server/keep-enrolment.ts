import {existsSync, mkdirSync, readdirSync, readFileSync} from 'node:fs'
import {join, relative} from 'node:path'

import {publicKeyFromBase64Url} from '#pipeline'
import {fromBase64Url, sha256Hex} from '#schemas'

import {writeDurably} from '../home/durable.ts'
import type {Home} from '../home/paths.ts'
import {readTrustFile} from '../home/trust-file.ts'
import {fingerprint, type Enrolment} from '../trust/enrol.ts'
import type {DeskUser} from './desk-api.ts'

/** Why an enrolment is not kept. */
export class EnrolmentError extends Error {
  override readonly name = 'EnrolmentError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** What was kept, and what an administrator does with it. */
export interface KeptEnrolment {
  /** For the signer to read out. */
  fingerprint: string
  file: string
  command: string
}

/** Most enrolments that wait. */
const maxWaiting = 200

/**
 * Keep a signer's public key for the administrator, in `enrolments/` of the home.
 *
 * Nothing is trusted by that: `trust approve` takes it into the trust file, once the fingerprint was
 * compared with what the signer reads out. One that waits is never replaced.
 *
 * @throws `EnrolmentError` for what is none.
 */
export async function keepEnrolment(
  home: Home,
  given: unknown,
  user: DeskUser,
): Promise<KeptEnrolment> {
  const enrolment = await asEnrolment(given)
  await requireOwn(home, enrolment, user)
  const folder = join(home.dir, 'enrolments')
  mkdirSync(folder, {recursive: true, mode: 0o700})
  const file = join(folder, `${enrolment.id}-${enrolment.keyid.slice(0, 16)}.json`)
  const text = `${JSON.stringify(enrolment, null, 2)}\n`
  if (existsSync(file)) {
    if (readFileSync(file, 'utf8') !== text) {
      const message = `${file} has this key with another name: delete it first`
      throw new EnrolmentError(409, 'enrolment-exists', message)
    }
  } else {
    if (readdirSync(folder).length >= maxWaiting) {
      throw new EnrolmentError(409, 'enrolments-many', `${folder} is full: approve or delete some`)
    }
    writeDurably(file, text)
  }
  return {
    fingerprint: fingerprint(enrolment.keyid),
    file,
    command: approval(relative(process.cwd(), file), user),
  }
}

/**
 * A fingerprint is of a key alone: nobody hands a key in under the name of a signer who is another
 * person at the lake.
 */
async function requireOwn(home: Home, {id}: Enrolment, user: DeskUser): Promise<void> {
  const {trust} = await readTrustFile(home)
  const signer = trust.signers.find((each) => each.id === id)
  if (!signer || signer.identities.includes(user.id)) return
  throw new EnrolmentError(
    403,
    'enrolment-of-another',
    `\`${id}\` is ${signer.name}, who logs in as somebody else: choose another id`,
  )
}

async function asEnrolment(given: unknown): Promise<Enrolment> {
  const {format, id, name, type, publicKey, keyid, credential} = (given ?? {}) as Record<
    string,
    unknown
  >
  if (
    format !== 1 ||
    typeof id !== 'string' ||
    typeof name !== 'string' ||
    typeof publicKey !== 'string' ||
    typeof keyid !== 'string' ||
    (type !== 'passkey' && type !== 'ed25519')
  ) {
    throw malformed('An enrolment has format 1, id, name, type, publicKey and keyid')
  }
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) {
    throw malformed('`id` is a short name of letters, digits and `-`')
  }
  if (!/^[^\p{Cc}]{1,200}$/u.test(name)) throw malformed('`name` is a name')
  const isPasskey = type === 'passkey'
  if (isPasskey !== isCredential(credential)) {
    throw malformed('A passkey has its `credential` id, and no other key has one')
  }
  if (!(await isKey(type, publicKey, keyid))) {
    throw malformed('`publicKey` is no such key, or `keyid` is not of it')
  }
  const enrolment = {format, id, name, type, publicKey, keyid} as const
  return isCredential(credential) ? {...enrolment, credential} : enrolment
}

function isCredential(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,1400}$/.test(value)
}

async function isKey(type: string, publicKey: string, keyid: string): Promise<boolean> {
  if (publicKey.length > 4096 || !/^[\w-]+$/.test(publicKey)) return false
  try {
    if (type === 'ed25519') publicKeyFromBase64Url(publicKey)
    return (await sha256Hex(fromBase64Url(publicKey))) === keyid
  } catch {
    return false
  }
}

/** The command that approves it; what only the administrator knows is left to fill in. */
function approval(file: string, {id, roles}: DeskUser): string {
  const role = ['medical-expert', 'editor', 'publisher'].find((name) => roles.includes(name))
  return `npm run marrow -- trust approve ${file} --fingerprint "<as it is read out>" --role ${role ?? '<role>'} --language en --identity ${id}`
}

function malformed(message: string): EnrolmentError {
  return new EnrolmentError(400, 'enrolment-malformed', message)
}
