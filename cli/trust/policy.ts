import {readFileSync} from 'node:fs'

import type {Policy} from '#pipeline'
import {JsonError, parseStrictJson} from '#schemas'

import type {CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {readTrustFile} from '../home/trust-file.ts'
import {storeTrust} from './approve.ts'

/**
 * Replace the policy: which sign-offs are needed, four eyes, emergencies.
 *
 * @throws `trust` with the path of what is wrong in it.
 */
export async function changePolicy(input: CommandInput): Promise<Outcome> {
  const path = input.positionals[1]
  if (!path) throw new CommandError('usage', 'Give a JSON file with the policy: see --help')
  const policy = readPolicy(path)
  const {trust} = await readTrustFile(input.home)
  const version = trust.version + 1
  await storeTrust(input, {...trust, version, issued: input.now, policy})
  return {
    exit: 0,
    text: `The policy is that of ${path}; the trust file is version ${version}. Sign-offs that were made under the old rules count only where the ledger saw them.`,
    data: {version, policy},
  }
}

/** Whatever the file holds is checked with the rest of the trust file, before it is signed. */
function readPolicy(path: string): Policy {
  try {
    return parseStrictJson(readFileSync(path, 'utf8'), {name: path}) as Policy
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new CommandError('trust', error.message, {cause: error})
  }
}
