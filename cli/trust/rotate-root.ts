import {join} from 'node:path'

import {nextRoot, RootError, type Root, type RootFile} from '#exports'
import {makeEnvelope, payloadTypes, publicKeyFromBase64Url, signTrust} from '#pipeline'
import {canonicalJson, compareText} from '#schemas'

import {given, several} from '../arguments.ts'
import type {CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import type {OpenKey} from '../home/key-file.ts'
import {readRoot, rootFilePath} from '../home/root-files.ts'
import {beginRotation, nextRootKeyPath} from '../home/root-rotation.ts'
import {openKey, openRootKey, readTrustFile} from '../home/trust-file.ts'
import {freshKey} from './fresh-key.ts'

/**
 * Put a new root key in the place of the one that signs the trust file.
 *
 * The new root file is signed by the old key and the new one, so that readers who hold the old key
 * follow by themselves. `--keep` leaves the old keys a say in the next change, `--key` takes such a
 * key in the place of one that is lost. `--threshold` has the next change need several of them, which
 * `--with` gives.
 */
export async function rotateRoot(input: CommandInput): Promise<Outcome> {
  const {home, now} = input
  const {trust} = await readTrustFile(home)
  const {root, firstKey} = await readRoot(home)
  const old = await oldKeys(input, root)
  const rootKeys = input.values['keep'] === true ? old.length + 1 : 1
  const threshold = thresholdOf(input, rootKeys)
  const fresh = await freshKey(input, trust, {
    path: nextRootKeyPath(home),
    purpose: 'root',
    own: ['MARROW_NEW_ROOT_PASSPHRASE'],
  })
  const file: RootFile = {
    format: 1,
    version: root.version + 1,
    issued: now,
    publisher: trust.publisher,
    root: roleOf(rootKeys === 1 ? [fresh] : [fresh, ...old], threshold),
    trust: roleOf([fresh], 1),
  }
  const text = await signedBy(file, [...old, fresh])
  await refuseUnfit(root, text)
  const version = trust.version + 1
  const changed = {...trust, version, issued: now}
  beginRotation(home, {
    format: 1,
    version: file.version,
    root: text,
    trust: await signTrust(changed, publicKeyFromBase64Url(fresh.publicKey), (bytes) =>
      fresh.sign(bytes),
    ),
    rootKey: fresh.publicKey,
    firstKey,
  })
  return {
    exit: 0,
    text: [
      `The root key is a new one: ${fresh.publicKey}`,
      `${rootFilePath(home, file.version)} leads there from the one before; it goes out with the next \`export\`, and readers follow it by themselves.`,
      `Keep a copy of ${join(home.keys, 'root.json')} off this machine. Publish the new public key where the old one stands, for new readers.`,
    ].join('\n'),
    data: {
      root: file.version,
      trust: version,
      rootKey: fresh.publicKey,
      kept: input.values['keep'] === true,
      threshold,
    },
  }
}

/** Open the keys that sign the change: by default the home's root key alone. */
async function oldKeys(input: CommandInput, root: Root): Promise<OpenKey[]> {
  const {home, env} = input
  const first = given(input, 'key')
  const places = [first ?? join(home.keys, 'root.json'), ...several(input, 'with')]
  const keys = new Map<string, OpenKey>()
  for (const [index, place] of places.entries()) {
    const isHomeKey = index === 0 && first === undefined
    const key = isHomeKey ? await openRootKey(home, env) : await openKey(home, place, env)
    if (!root.root.keys.some(({keyid}) => keyid === key.keyid)) {
      const option = index === 0 ? '--key' : '--with'
      throw new CommandError(
        'key',
        `${place} is not one of the root: give a key that is with ${option}`,
      )
    }
    keys.set(key.keyid, key)
  }
  return [...keys.values()]
}

/** @throws `usage` for a number of keys that the next change could never have. */
function thresholdOf(input: CommandInput, keys: number): number {
  const text = given(input, 'threshold') ?? '1'
  const threshold = Number(text)
  if (/^[1-9]\d?$/.test(text) && threshold <= keys) return threshold
  throw new CommandError(
    'usage',
    `--threshold is a number from 1 to ${keys}, as many as the root keys of the next change: --keep and --with leave more of them, not ${text}`,
  )
}

function roleOf(keys: readonly OpenKey[], threshold: number): RootFile['root'] {
  const known = new Map(keys.map(({keyid, publicKey}) => [keyid, {keyid, publicKey}]))
  return {
    keys: [...known.values()].toSorted((a, b) => compareText(a.keyid, b.keyid)),
    threshold,
  }
}

/** One envelope a line, each with one signature over the same bytes, in order of key id. */
async function signedBy(file: RootFile, keys: readonly OpenKey[]): Promise<string> {
  const payload = new TextEncoder().encode(canonicalJson(file))
  const lines = await Promise.all(
    keys
      .toSorted((a, b) => compareText(a.keyid, b.keyid))
      .map((key) =>
        makeEnvelope(payloadTypes.root, payload, key.keyid, (bytes) => key.sign(bytes)),
      ),
  )
  return lines.map((line) => `${line}\n`).join('')
}

/** @throws `key` when readers would not follow: then nothing has changed. */
async function refuseUnfit(root: Root, text: string): Promise<void> {
  try {
    await nextRoot(root, text)
  } catch (error) {
    if (!(error instanceof RootError)) throw error
    throw new CommandError(
      'key',
      `Readers would not follow: the new root ${error.message}; give more of them by --with`,
      {cause: error},
    )
  }
}
