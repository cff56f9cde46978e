import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {
  parseTrust,
  publicKeyFromBase64Url,
  signTrust,
  successionProblems,
  TrustError,
  type Trust,
} from '#pipeline'

import {CommandError} from '../fault.ts'
import {writeDurably} from './durable.ts'
import {openKeyFile, readKeyFile, type OpenKey} from './key-file.ts'
import {askPassphrase} from './passphrase.ts'
import type {Home} from './paths.ts'
import {finishReleaseRotation} from './release-rotation.ts'
import {finishRotation} from './root-rotation.ts'

/** A trust file whose root signature was verified. */
export interface TrustFile {
  trust: Trust
  /** Hex sha256 of `text`. */
  digest: string
  /** The envelope as it lies on disk. */
  text: string
  /** Raw root public key, base64url. */
  rootKey: string
}

/**
 * Read the trust file and verify it with the publisher's root key.
 *
 * @param path Of another trust file than the home's; the root key stays the home's.
 * @throws `trust` that says what is missing or wrong.
 */
export async function readTrustFile(home: Home, path = home.trust): Promise<TrustFile> {
  finishRotation(home)
  if (!existsSync(path) || !existsSync(home.rootKey)) {
    throw new CommandError(
      'trust',
      `There is no trust file at ${path}: \`npm run marrow -- trust init\` makes one, \`seed\` a sample one`,
    )
  }
  const text = readFileSync(path, 'utf8')
  const rootKey = readFileSync(home.rootKey, 'utf8').trim()
  try {
    const {trust, digest} = await parseTrust(text, publicKeyFromBase64Url(rootKey))
    return {trust, digest, text, rootKey}
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError('trust', `${path} cannot be trusted: ${reason}`, {cause: error})
  }
}

/**
 * Sign a trust file with the root key and store it.
 *
 * @param previous What it follows: versions only rise and nothing vanishes. None for the first.
 * @throws `trust` that names each problem.
 */
export async function writeTrustFile(
  home: Home,
  trust: Trust,
  root: OpenKey,
  previous: Trust | null,
): Promise<void> {
  const problems = previous ? successionProblems(previous, trust) : []
  if (problems.length > 0) {
    throw new CommandError('trust', problems.map(({message}) => message).join('; '))
  }
  try {
    writeDurably(
      home.trust,
      await signTrust(trust, publicKeyFromBase64Url(root.publicKey), (bytes) => root.sign(bytes)),
    )
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    throw new CommandError('trust', error.message, {cause: error})
  }
}

/** Open the root key, which changes the trust file. */
export function openRootKey(home: Home, env: NodeJS.ProcessEnv): Promise<OpenKey> {
  return openHomeKey(home, 'root', env)
}

/** Open the release key, which signs bundles and the index. */
export async function openReleaseKey(
  home: Home,
  trust: Trust,
  env: NodeJS.ProcessEnv,
): Promise<OpenKey> {
  finishReleaseRotation(home, trust)
  const key = await openHomeKey(home, 'release', env)
  const known = trust.release.find(({keyid, revoked}) => keyid === key.keyid && !revoked)
  if (known) return key
  throw new CommandError(
    'key',
    `The release key in ${home.keys} is not one of the trust file's that stand: restore the one that is, or \`trust rotate-release\` makes a new one`,
  )
}

/**
 * Open a key file.
 *
 * Keys of the sample people open with the passphrase that `seed` wrote beside them; every other
 * key needs a passphrase from its holder.
 */
export async function openKey(home: Home, path: string, env: NodeJS.ProcessEnv): Promise<OpenKey> {
  const file = readKeyFile(path)
  const samplePassphrase = join(home.keys, 'sample-passphrase')
  const passphrase =
    file.sample && existsSync(samplePassphrase)
      ? readFileSync(samplePassphrase, 'utf8').trim()
      : await askPassphrase(
          env,
          `${file.purpose} key of ${file.holder}`,
          // A command may need a signer's key and the release key, each with its own passphrase.
          ...(file.purpose === 'release' ? ['MARROW_RELEASE_PASSPHRASE'] : []),
        )
  return openKeyFile(file, passphrase)
}

async function openHomeKey(
  home: Home,
  name: 'root' | 'release',
  env: NodeJS.ProcessEnv,
): Promise<OpenKey> {
  const path = join(home.keys, `${name}.json`)
  if (!existsSync(path)) {
    const remedy =
      name === 'release' ? ': restore it, or `trust rotate-release` makes a new one' : ''
    throw new CommandError('key', `The ${name} key is not at ${path}${remedy}`)
  }
  return openKey(home, path, env)
}
