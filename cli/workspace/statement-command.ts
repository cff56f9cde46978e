import type {EditionPayload, Role, Signer, StatementDocument, Trust} from '#pipeline'

import {given, onePositional, required} from '../arguments.ts'
import type {CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import {withHomeLock} from '../home/lock.ts'
import {openKey} from '../home/trust-file.ts'
import {findEdition} from './find.ts'
import {signEdition, type Saying} from './sign-edition.ts'
import {openWorkspace, readWorkspace, type Workspace} from './workspace.ts'

/** Options of every command that signs something. */
export const signingOptions = {
  as: {type: 'string'},
  key: {type: 'string'},
  role: {type: 'string'},
  zone: {type: 'string'},
  trust: {type: 'string'},
  source: {type: 'string'},
} as const

/** What they mean. */
export const signingHelp = {
  as: 'who signs: a signer id of the trust file',
  key: 'their key file; its passphrase comes from MARROW_PASSPHRASE, MARROW_PASSPHRASE_FILE or the terminal',
  role: 'in which role, where the signer has several',
  zone: 'IANA time zone of the signer (default: of this machine)',
  trust: 'another trust file than that of the home',
  source: '`lake`, the lake of this home, or `sanity` for one elsewhere',
}

/**
 * Sign a statement about the edition that the command line names.
 *
 * @param before Called with the edition before anything is signed; what it throws ends the command.
 */
export async function makeStatement(
  input: CommandInput,
  say: Say,
  before?: (edition: EditionPayload, workspace: Workspace) => Promise<void>,
): Promise<Made> {
  const wanted = onePositional(input, 'edition or article')
  const id = required(input, 'as')
  const keyPath = required(input, 'key')
  return withHomeLock(input.home, () => signFrom(input, {wanted, id, keyPath, before}, say))
}

type Say = (trust: Trust) => Omit<Saying, 'role' | 'at' | 'zone'>

/** What the command line names: an edition, a signer and their key. */
interface Named {
  wanted: string
  id: string
  keyPath: string
  before?: ((edition: EditionPayload, workspace: Workspace) => Promise<void>) | undefined
}

interface Made {
  statement: StatementDocument
  edition: string
  signer: Signer
}

async function signFrom(input: CommandInput, named: Named, say: Say): Promise<Made> {
  const workspace = await openWorkspace(input)
  try {
    const made = await signAs(workspace, input, named, say)
    // The ledger hears of the statement at once.
    await readWorkspace(input, workspace.source)
    return made
  } finally {
    await workspace.source.close()
  }
}

async function signAs(
  workspace: Workspace,
  input: CommandInput,
  {wanted, id, keyPath, before}: Named,
  say: Say,
): Promise<Made> {
  const {trust} = workspace.trust
  const signer = signerIn(trust, id)
  const edition = await findEdition(workspace, wanted)
  const key = await openKey(input.home, keyPath, input.env)
  if (!signer.keys.some(({keyid}) => keyid === key.keyid)) {
    throw new CommandError('key', `${keyPath} is not a key of ${id}: see \`trust list\``)
  }
  await before?.(edition.payload, workspace)
  const statement = await signEdition(workspace.records, trust, edition, key, {
    ...say(trust),
    role: roleOf(input, signer),
    at: input.now,
    zone: zoneOf(input),
  })
  return {statement, edition: edition.payload.id, signer}
}

/** Time zone of the signer: the one that was given, else this machine's. */
export function zoneOf(input: CommandInput): string {
  return given(input, 'zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Find who signs. @throws `trust` */
export function signerIn(trust: Trust, id: string): Signer {
  const signer = trust.signers.find((candidate) => candidate.id === id)
  if (signer) return signer
  throw new CommandError('trust', `The trust file has no signer ${id}: see \`trust list\``)
}

/** In which role somebody signs. @throws `usage` where there is a choice. */
export function roleOf(input: CommandInput, signer: Signer): Role {
  const role = given(input, 'role') ?? (signer.roles.length === 1 ? signer.roles[0] : undefined)
  const found = signer.roles.find((candidate) => candidate === role)
  if (found) return found
  throw new CommandError('usage', `--role is one of ${signer.roles.join(', ')} for ${signer.id}`)
}
