import {parseTrust, publicKeyFromBase64Url} from '#pipeline'
import type {ParsedTrust} from '#pipeline'

import {rootPath, trustPath} from '../../repository/format/paths.ts'
import {nextRoot, RootError, type Root} from '../../repository/format/root-file.ts'
import {PullError} from './pull-error.ts'
import {isUnknownKey, messageOf, type Read} from './signed.ts'
import type {PullState} from './state.ts'

const mostRootBytes = 256 * 1024
const mostTrustBytes = 4 * 1024 * 1024
const mostRoots = 256

/**
 * Walk from the root that is held to the newest, each signed by the one before.
 *
 * Who was given a later key starts at the first root file that it signed.
 */
export async function walkRoots(
  read: Read,
  state: PullState,
): Promise<{root: Root; trustKeys: string[]}> {
  let {root} = state
  const trustKeys = new Set(state.trustKeys)
  let isKnown = state.head !== null || root.version > 1
  for (let step = 0; step < mostRoots; step += 1) {
    const path = rootPath(root.version + 1)
    const text = await orMissing(read(path, mostRootBytes))
    if (text === undefined) break
    try {
      const {version, root: keys, trust} = await nextRoot(root, text)
      root = {version, root: keys, trust}
      isKnown = true
      for (const {publicKey} of trust.keys) trustKeys.add(publicKey)
    } catch (error) {
      if (!(error instanceof RootError)) throw error
      if (error.code !== 'root-unsigned' || isKnown) throw refusalOf(error, path)
      root = {...root, version: root.version + 1}
    }
  }
  if (isKnown || root.version === 1) return {root, trustKeys: [...trustKeys]}
  throw new PullError(
    'wrong-key',
    rootPath(root.version),
    'no root file is signed by the key given',
  )
}

function refusalOf(error: RootError, path: string): PullError {
  const code = error.code === 'root-malformed' ? 'malformed' : error.code
  return new PullError(code, path, error.message, {cause: error})
}

/** Read the trust file: signed by a key that the root lets do so, and not older than before. */
export async function readTrust(read: Read, root: Root, state: PullState): Promise<ParsedTrust> {
  const text = await read(trustPath, mostTrustBytes)
  const trust = await parseByAny(text, root)
  const seen = state.trust
  if (seen && trust.trust.version < seen.version) {
    const message = `is version ${trust.trust.version}; version ${seen.version} was seen before`
    throw new PullError('trust-older', trustPath, message)
  }
  if (seen && trust.trust.version === seen.version && trust.digest !== seen.digest) {
    const message = `is another version ${seen.version} than was seen before`
    throw new PullError('trust-differs', trustPath, message)
  }
  return trust
}

async function parseByAny(text: string, root: Root): Promise<ParsedTrust> {
  let reason: unknown
  for (const {publicKey} of root.trust.keys) {
    try {
      return await parseTrust(text, publicKeyFromBase64Url(publicKey))
    } catch (error) {
      // Of several keys, the one that fits and is not satisfied tells why.
      if (reason === undefined || !isUnknownKey(error)) reason = error
    }
  }
  const code = isUnknownKey(reason) ? 'wrong-key' : 'trust-not-signed-by-root'
  const message = `is not signed by a key of version ${root.version} of the root: ${messageOf(reason)}`
  throw new PullError(code, trustPath, message, {cause: reason})
}

async function orMissing(text: Promise<string>): Promise<string | undefined> {
  try {
    return await text
  } catch (error) {
    if (error instanceof PullError && error.code === 'missing') return undefined
    throw error
  }
}
