import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {RootError, walkRoots, type Root} from '#exports'
import {publicKeyFromBase64Url} from '#pipeline'

import {CommandError} from '../fault.ts'
import type {Home} from './paths.ts'

/** Texts of the home's root files from version 2 on, in order; none where the root never changed. */
export function readRootFiles(home: Home): string[] {
  const texts: string[] = []
  for (let version = 2; existsSync(rootFilePath(home, version)); version += 1) {
    texts.push(readFileSync(rootFilePath(home, version), 'utf8'))
  }
  return texts
}

/**
 * Walk from the first root key of a home to the root of now.
 *
 * @returns The root, the first key (base64url), and every raw key that ever signed a trust file.
 * @throws `trust` when a root file does not follow from the one before.
 */
export async function readRoot(
  home: Home,
): Promise<{root: Root; firstKey: string; trustKeys: readonly Uint8Array[]}> {
  const first = existsSync(firstRootPath(home)) ? firstRootPath(home) : home.rootKey
  const firstKey = readFileSync(first, 'utf8').trim()
  const texts = readRootFiles(home)
  try {
    const read = async (version: number) => texts[version - 2]
    return {firstKey, ...(await walkRoots(publicKeyFromBase64Url(firstKey), read))}
  } catch (error) {
    if (!(error instanceof RootError)) throw error
    throw new CommandError('trust', `${home.roots}: ${error.message}; put it back from a copy`, {
      cause: error,
    })
  }
}

/** @param version From 2. */
export function rootFilePath({roots}: Home, version: number): string {
  return join(roots, `${version}.ndjson`)
}

/** Where the first public root key stays: version 1 has no file of its own. */
export function firstRootPath({roots}: Home): string {
  return join(roots, '1.pub')
}
