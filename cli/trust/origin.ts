import type {CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {readTrustFile} from '../home/trust-file.ts'
import {storeTrust} from './approve.ts'

/** Let passkeys sign on another page: they are bound to the origin that they were used on. */
export async function addOrigin(input: CommandInput): Promise<Outcome> {
  const given = input.positionals[1] ?? ''
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || url.origin !== given) {
    throw new CommandError('usage', 'Give an origin such as http://localhost:4000: see --help')
  }
  const {trust} = await readTrustFile(input.home)
  const {origins, rpIds} = trust.webauthn
  if (origins.includes(given) && rpIds.includes(url.hostname)) {
    return {exit: 0, text: `Passkeys sign on ${given} already.`, data: {version: trust.version}}
  }
  const version = trust.version + 1
  await storeTrust(input, {
    ...trust,
    version,
    issued: input.now,
    webauthn: {
      origins: [...new Set([...origins, given])],
      rpIds: [...new Set([...rpIds, url.hostname])],
    },
  })
  return {
    exit: 0,
    text: `Passkeys may sign on ${given} from now on; the trust file is version ${version}.`,
    data: {version},
  }
}
