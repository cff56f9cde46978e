import {join} from 'node:path'

import {trustKeyOf, publicKeyFromBase64Url, type Trust} from '#pipeline'

import {given, instantOf} from '../arguments.ts'
import type {CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {finishReleaseRotation, nextReleaseKeyPath} from '../home/release-rotation.ts'
import {readTrustFile} from '../home/trust-file.ts'
import {exportCommands} from '../repository/last-export.ts'
import {oneLine} from '../terminal/printable.ts'
import {storeTrust} from './approve.ts'
import {fingerprint} from './enrol.ts'
import {freshKey} from './fresh-key.ts'

type End = NonNullable<Trust['release'][number]['revoked']>

/**
 * Put a new release key in the place of the one that signs bundles and indexes.
 *
 * The one before is retired, with `--compromised` refused from `--from` on. The new key file is made
 * first, then the trust file that names it is stored, which decides; last the files change places.
 */
export async function rotateRelease(input: CommandInput): Promise<Outcome> {
  const {home, now} = input
  const {trust} = await readTrustFile(home)
  if (finishReleaseRotation(home, trust)) {
    return outcome(
      input,
      trust,
      'This is a change whose process died, now carried out. Where the key of before is compromised and not named so here: `trust revoke <key id>`.',
    )
  }
  const end = endOf(input)
  const standing = trust.release.filter(({revoked}) => !revoked)
  if (standing.length === 0 && end.because === 'compromised') {
    throw new CommandError(
      'trust',
      'No release key stands that could be ended: `trust rotate-release` first, then `trust revoke <key id>`',
    )
  }
  const fresh = await freshKey(input, trust, {
    path: nextReleaseKeyPath(home),
    purpose: 'release',
    own: ['MARROW_NEW_RELEASE_PASSPHRASE', 'MARROW_RELEASE_PASSPHRASE'],
  })
  const changed: Trust = {
    ...trust,
    version: trust.version + 1,
    issued: now,
    release: [
      ...trust.release.map((key) => (key.revoked ? key : {...key, revoked: end})),
      await trustKeyOf(publicKeyFromBase64Url(fresh.publicKey), now),
    ],
  }
  await storeTrust(input, changed)
  finishReleaseRotation(home, changed)
  return outcome(input, changed)
}

function endOf(input: CommandInput): End {
  const from = given(input, 'from')
  if (input.values['compromised'] !== true) {
    if (from === undefined) return {at: input.now, because: 'retired'}
    throw new CommandError('usage', '--from goes with --compromised: a key is retired from now on')
  }
  const at = from === undefined ? input.now : instantOf(from, 'from')
  if (Date.parse(at) <= Date.parse(input.now)) return {at, because: 'compromised'}
  throw new CommandError('usage', `--from is not in the future, as ${at} is`)
}

function outcome({home}: CommandInput, trust: Trust, ...said: string[]): Outcome {
  const {keyid} = trust.release.at(-1)!
  const commands = exportCommands(home)
  const ended = trust.release.flatMap(({keyid: old, revoked}) =>
    revoked ? [`${fingerprint(old)} is ${revoked.because} from ${revoked.at}.`] : [],
  )
  return {
    exit: 0,
    text: [
      `The release key is a new one: ${fingerprint(keyid)}; the trust file is version ${trust.version}.`,
      ...said,
      ...ended,
      `The key file of before is ${join(home.keys, `release-${trust.release.length - 1}.json`)}.`,
      `Readers hear of it when everything is signed anew: ${commands.map(oneLine).join('; ')}`,
    ].join('\n'),
    data: {keyid, trust: trust.version, release: trust.release, exports: commands},
  }
}
