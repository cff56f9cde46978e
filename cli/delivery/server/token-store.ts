import {existsSync, mkdirSync, readFileSync} from 'node:fs'

import {parseLicences, parseTokens, takeFolderLock, tokensText} from '#exports'
import type {Licence, TokenRecord} from '#exports'

import {CommandError} from '../../fault.ts'
import {writeDurably} from '../../home/durable.ts'
import type {Home} from '../../home/paths.ts'
import {deliveryHomeOf} from './delivery-home.ts'

/** Read the tokens of a home. @throws `data` */
export function readTokens(home: Home): TokenRecord[] {
  const {tokens} = deliveryHomeOf(home)
  return readFileOf(tokens, parseTokens)
}

/** Read what each publisher may have, as the last export wrote it. @throws `data` */
export function readLicences(home: Home): Licence[] {
  const {publishers} = deliveryHomeOf(home)
  return readFileOf(publishers, parseLicences)
}

/**
 * Change the tokens of a home, one command at a time.
 *
 * @throws `RepositoryError` `busy` that names who else does so.
 */
export async function changeTokens<T extends {tokens: TokenRecord[]}>(
  home: Home,
  change: (tokens: TokenRecord[]) => T,
): Promise<T> {
  const {dir, tokens} = deliveryHomeOf(home)
  mkdirSync(dir, {recursive: true, mode: 0o700})
  const lock = await takeFolderLock(dir, 'changing tokens')
  try {
    const changed = change(readTokens(home))
    await lock.check()
    writeDurably(tokens, tokensText(changed.tokens), 0o600)
    return changed
  } finally {
    await lock.release()
  }
}

function readFileOf<T>(path: string, parse: (text: string) => T[]): T[] {
  if (!existsSync(path)) return []
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError('data', `${path} cannot be read: ${why}`, {cause})
  }
}
