import {existsSync} from 'node:fs'
import {join} from 'node:path'

import {publicKeyFromBase64Url, trustKeyOf, type Policy, type Signer, type Trust} from '#pipeline'

import {given, required} from '../arguments.ts'
import type {CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {writeDurably} from '../home/durable.ts'
import {createKeyFile, openKeyFile} from '../home/key-file.ts'
import {askPassphrase} from '../home/passphrase.ts'
import type {Home} from '../home/paths.ts'
import {writeTrustFile} from '../home/trust-file.ts'

/** One editor and one medical expert, neither of whom wrote the text. */
export const defaultPolicy: Policy = {
  article: [
    {role: 'editor', count: 1},
    {role: 'medical-expert', count: 1},
  ],
  site: [
    {role: 'editor', count: 1},
    {role: 'medical-expert', count: 1},
  ],
  fourEyes: true,
  softwareKeys: true,
  overdue: 'show',
}

/** Make the publisher's root and release keys and a first trust file without signers. */
export async function initTrust(input: CommandInput): Promise<Outcome> {
  const publisher = required(input, 'publisher')
  const url = given(input, 'url')
  const passphrase = await askPassphrase(input.env, 'new root and release keys')
  const {trust, rootKey} = await createTrust(input.home, {
    publisher: {name: publisher, ...(url ? {url} : {})},
    policy: {...defaultPolicy, softwareKeys: !input.values['passkeys-only']},
    signers: [],
    sample: false,
    passphrase,
    now: input.now,
  })
  return {
    exit: 0,
    text: [
      `Made the keys of ${publisher} in ${input.home.keys}, encrypted with your passphrase.`,
      `Publishers verify with the public root key: ${rootKey}`,
      `Keep a copy of ${join(input.home.keys, 'root.json')} off this machine: without it the trust file can never change.`,
    ].join('\n'),
    data: {publisher: trust.publisher, version: trust.version, rootKey},
  }
}

interface NewTrust {
  publisher: Trust['publisher']
  policy: Policy
  signers: Signer[]
  sample: boolean
  passphrase: string
  now: string
}

/**
 * Make keys and the first trust file of a home.
 *
 * @throws `trust` when the home has one: it is changed, never replaced.
 */
export async function createTrust(
  home: Home,
  {publisher, policy, signers, sample, passphrase, now}: NewTrust,
): Promise<{trust: Trust; rootKey: string}> {
  if (existsSync(home.trust) || existsSync(home.rootKey)) {
    throw new CommandError(
      'trust',
      `${home.dir} has a trust file: change it with approve, retire, revoke and policy`,
    )
  }
  const about = {holder: publisher.name, sample}
  const root = await createKeyFile(
    join(home.keys, 'root.json'),
    {purpose: 'root', ...about},
    passphrase,
  )
  const release = await createKeyFile(
    join(home.keys, 'release.json'),
    {purpose: 'release', ...about},
    passphrase,
  )
  const trust: Trust = {
    format: 1,
    version: 1,
    issued: now,
    publisher,
    sample,
    release: [await trustKeyOf(publicKeyFromBase64Url(release.publicKey), now)],
    signers,
    policy,
    webauthn: {origins: ['http://localhost:3333'], rpIds: ['localhost']},
  }
  writeDurably(home.rootKey, `${root.publicKey}\n`)
  await writeTrustFile(home, trust, await openKeyFile(root, passphrase), null)
  return {trust, rootKey: root.publicKey}
}
