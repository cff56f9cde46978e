import type {CommandInput, Outcome} from '../command.ts'
import {readTrustFile, type TrustFile} from '../home/trust-file.ts'
import {oneLine} from '../terminal/printable.ts'
import {table} from '../terminal/table.ts'
import {fingerprint} from './enrol.ts'

/** Show who may sign what. */
export async function listTrust(input: CommandInput): Promise<Outcome> {
  const file = await readTrustFile(input.home)
  return {
    exit: 0,
    text: describe(file),
    data: {digest: file.digest, rootKey: file.rootKey, ...file.trust},
  }
}

/** Verify a trust file against the root key. */
export async function checkTrust(input: CommandInput): Promise<Outcome> {
  const file = await readTrustFile(input.home, input.positionals[1])
  const {trust, digest} = file
  return {
    exit: 0,
    text: `Version ${trust.version} of ${trust.publisher.name} (${trust.issued}) is signed by the root key; sha256 ${digest}`,
    data: {version: trust.version, digest, valid: true},
  }
}

function describe({trust, rootKey}: TrustFile): string {
  const rows = trust.signers.flatMap((signer) =>
    signer.keys.map((key) => [
      signer.id,
      signer.name,
      signer.roles.join(', '),
      signer.languages.join(', '),
      signer.credentials
        .map(({name, until}) => (until ? `${name} until ${until}` : name))
        .join(', '),
      key.type,
      fingerprint(key.keyid),
      state(signer.revoked ?? key.revoked),
    ]),
  )
  const release = trust.release.map((key) => [
    'release',
    '',
    '',
    '',
    '',
    key.type,
    fingerprint(key.keyid),
    state(key.revoked),
  ])
  return [
    `${oneLine(trust.publisher.name)}: version ${trust.version}, ${trust.issued}${trust.sample ? ' (SAMPLE)' : ''}`,
    `Root key: ${rootKey}`,
    `Needed of an article: ${trust.policy.article.map(({role, count}) => `${count} ${role}`).join(', ')}`,
    '',
    table([
      ['signer', 'name', 'roles', 'languages', 'credentials', 'key', 'fingerprint', 'state'],
      ...rows.map((row) => row.map(oneLine)),
      ...release,
    ]),
  ].join('\n')
}

function state(revoked: {at: string; because: string} | undefined): string {
  return revoked ? `${revoked.because} ${revoked.at}` : 'valid'
}
