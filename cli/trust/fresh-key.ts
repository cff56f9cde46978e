import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import type {Trust} from '#pipeline'

import type {CommandInput} from '../command.ts'
import {
  createKeyFile,
  openKeyFile,
  readKeyFile,
  type KeyPurpose,
  type OpenKey,
} from '../home/key-file.ts'
import {askPassphrase} from '../home/passphrase.ts'

/**
 * Make the key that takes the place of another; one that a process left which died before it decided
 * anything is taken up.
 *
 * @param own Variables that come before `MARROW_PASSPHRASE`.
 */
export async function freshKey(
  {home, env}: CommandInput,
  {publisher, sample}: Trust,
  {path, purpose, own}: {path: string; purpose: KeyPurpose; own: readonly string[]},
): Promise<OpenKey> {
  const about = {purpose, holder: publisher.name, sample}
  const passphrase = sample ? samplePassphrase(home.keys) : undefined
  const words =
    passphrase ?? (await askPassphrase(env, `new ${purpose} key of ${publisher.name}`, ...own))
  const file = existsSync(path) ? readKeyFile(path) : await createKeyFile(path, about, words)
  return openKeyFile(file, words)
}

function samplePassphrase(keys: string): string | undefined {
  const path = join(keys, 'sample-passphrase')
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
}
