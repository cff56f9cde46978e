import {
  keyidOf,
  parseEnvelope,
  payloadTypes,
  publicKeyFromBase64Url,
  verifyEnvelope,
} from '#pipeline'
import type {TrustKey} from '#pipeline'
import {toBase64Url} from '#schemas'

import {parseSigned} from './parse-signed.ts'

/** Keys of a role, and how many of them must sign. */
interface RootRole {
  keys: Array<{keyid: string; publicKey: string}>
  threshold: number
}

/**
 * Which keys stand above the trust file. Version 1 has no file: it is the key that a publisher's
 * reader was given, in both roles.
 */
export interface RootFile {
  format: 1
  /** From 2; rises by one. */
  version: number
  issued: string
  publisher: {name: string; url?: string}
  /** Sign root files. */
  root: RootRole
  /** Sign trust files: one signature is enough, whatever the threshold says. */
  trust: RootRole
}

/** What a reader holds of the root: its version and its keys. */
export type Root = Pick<RootFile, 'version' | 'root' | 'trust'>

/** A root file that does not follow from the one before. */
export class RootError extends Error {
  override name = 'RootError'
  readonly code: 'root-malformed' | 'root-older' | 'root-unsigned'

  constructor(code: RootError['code'], message: string, options?: {cause?: unknown}) {
    super(message, options)
    this.code = code
  }
}

/** The root that a reader starts from: the publisher's raw public key. */
export async function pinnedRoot(rootKey: Uint8Array): Promise<Root> {
  const role = {
    keys: [{keyid: await keyidOf(rootKey), publicKey: toBase64Url(rootKey)}],
    threshold: 1,
  }
  return {version: 1, root: role, trust: role}
}

/**
 * Step from a root to the next version.
 *
 * @param text
 *   Of `roots/<version>.ndjson`: one envelope a line, all over the same payload, sorted by key id.
 * @throws `RootError`: signed by fewer than the threshold of the root before, or of itself.
 */
export async function nextRoot(current: Root, text: string): Promise<RootFile> {
  const lines = linesOf(text)
  const next = readRoot(lines[0]!)
  if (next.version !== current.version + 1) {
    throw new RootError('root-older', `is version ${next.version}, after ${current.version}`)
  }
  for (const [whose, role] of [
    [`version ${current.version}`, current.root],
    ['itself', next.root],
  ] as const) {
    const signed = await countSigned(lines, role)
    if (signed >= role.threshold) continue
    throw new RootError(
      'root-unsigned',
      `version ${next.version} is signed by ${signed} of the ${role.threshold} root keys that ${whose} asks for`,
    )
  }
  return next
}

/** Signatures that are looked at; each costs a reader time. */
const maxSigners = 64

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length === 0) {
    throw new RootError('root-malformed', 'a root file ends with a newline')
  }
  if (lines.length > maxSigners) {
    throw new RootError('root-malformed', `a root file has at most ${maxSigners} signatures`)
  }
  return lines
}

function readRoot(line: string): RootFile {
  try {
    return parseSigned('root', line)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new RootError('root-malformed', reason, {cause})
  }
}

async function countSigned(lines: readonly string[], role: RootRole): Promise<number> {
  const signers = new Set<string>()
  const payload = parseEnvelope(lines[0]!).payload
  for (const line of lines) {
    if (parseEnvelope(line).payload !== payload) {
      throw new RootError('root-malformed', 'its lines hold different root files')
    }
    try {
      signers.add((await verifyEnvelope(line, payloadTypes.root, keysOf(role))).keyid)
    } catch (error) {
      // A signature of a key that has no say here is no fault: it does not count.
      if (!isUnknownKey(error)) throw new RootError('root-unsigned', messageOf(error))
    }
  }
  return signers.size
}

function keysOf({keys}: RootRole): TrustKey[] {
  return keys.map((key) => ({...key, type: 'ed25519', from: '1970-01-01T00:00:00.000Z'}))
}

function isUnknownKey(error: unknown): boolean {
  return error instanceof Error && 'rule' in error && error.rule === 'key-unknown'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Root files that are walked; a publisher changes its root a few times in a life. */
const maxRoots = 256

/**
 * Walk from the key that a reader was given to the newest root.
 *
 * A reader that was given a later key starts at the first root file that this key signed as one of
 * its root keys.
 *
 * @param read
 *   Text of a root file; undefined where there is none.
 * @returns
 *   The newest root, and raw trust keys of every root from the reader's on.
 * @throws `RootError`
 */
export async function walkRoots(
  rootKey: Uint8Array,
  read: (version: number) => Promise<string | undefined>,
): Promise<{root: Root; trustKeys: Uint8Array[]}> {
  let root = await pinnedRoot(rootKey)
  const trustKeys = [rootKey]
  let isKnown = false
  let reason = ''
  for (let version = 2; version < 2 + maxRoots; version += 1) {
    const text = await read(version)
    if (text === undefined) break
    try {
      root = await nextRoot(root, text)
      isKnown = true
      trustKeys.push(...root.trust.keys.map(({publicKey}) => publicKeyFromBase64Url(publicKey)))
    } catch (error) {
      const isBefore = error instanceof RootError && error.code === 'root-unsigned' && !isKnown
      if (!isBefore) throw error
      root = {...root, version}
      reason ||= error.message
    }
  }
  if (root.version === 1 || isKnown) return {root, trustKeys}
  throw new RootError('root-unsigned', `no root file knows the key that was given: ${reason}`)
}
