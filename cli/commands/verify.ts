import {existsSync, readFileSync, statSync} from 'node:fs'
import {join, resolve} from 'node:path'

import {folderReader, verifyBundle, verifyRepository, type Verification} from '#exports'
import {publicKeyFromBase64Url} from '#pipeline'

import {given, onePositional} from '../arguments.ts'
import type {Command, CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import {readRoot} from '../home/root-files.ts'
import {counted} from '../terminal/counted.ts'
import {oneLine} from '../terminal/printable.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'Check a repository or a bundle with nothing but the publisher’s public key',
  usage: '<folder|bundle.zip> [--key <file|public key>]',
  options: {key: {type: 'string'}},
  help: {
    key: 'the publisher’s public root key, or a file with it (default: root.pub of this home)',
  },
  async run(input) {
    const path = resolve(onePositional(input, 'repository or bundle'))
    const key = rootKeyOf(input)
    if (!existsSync(path)) throw new CommandError('not-found', `There is nothing at ${path}`)
    const {what, found} = await verifyPath(input, path, key)
    return {
      exit: found.ok ? 0 : 1,
      text: describe(input, path, what, found),
      data: {path, what, ok: found.ok, faults: found.faults, notes: found.notes},
    }
  },
}

async function verifyPath(
  input: CommandInput,
  path: string,
  key: Uint8Array,
): Promise<{what: 'repository' | 'bundle'; found: Verification}> {
  const {now, terminal} = input
  if (!statSync(path).isDirectory()) {
    const bytes = new Uint8Array(readFileSync(path))
    return {what: 'bundle', found: await verifyBundle(bytes, await keysOf(input, key), {now})}
  }
  const reader = folderReader(path)
  if (existsSync(join(path, 'bagit.txt'))) {
    return {what: 'bundle', found: await verifyBundle(reader, await keysOf(input, key), {now})}
  }
  const onBundle = (done: number, total: number) =>
    terminal.progress(`Verifying bundle ${done} of ${total}`)
  return {what: 'repository', found: await verifyRepository(reader, key, {now, onBundle})}
}

/** A bundle of before a change of the root key has a trust file that an older key of ours signed. */
async function keysOf(input: CommandInput, key: Uint8Array): Promise<readonly Uint8Array[]> {
  if (given(input, 'key') !== undefined) return [key]
  return [key, ...(await readRoot(input.home)).trustKeys]
}

/** @throws `usage` when there is no key, or what was given is none. */
function rootKeyOf(input: CommandInput): Uint8Array {
  const wanted = given(input, 'key') ?? input.home.rootKey
  if (wanted === input.home.rootKey && !existsSync(wanted)) {
    throw new CommandError(
      'usage',
      `There is no public key at ${wanted}: give the publisher’s with --key`,
    )
  }
  const text = existsSync(wanted) ? readFileSync(wanted, 'utf8').trim() : wanted
  try {
    return publicKeyFromBase64Url(text)
  } catch (error) {
    throw new CommandError(
      'usage',
      `${wanted} is neither a public key nor a file with one: give the publisher’s with --key`,
      {cause: error},
    )
  }
}

function describe(
  {terminal: {style}}: CommandInput,
  path: string,
  what: string,
  {ok, faults, notes}: Verification,
): string {
  return [
    ...faults.map(
      ({code, path: place, message}) =>
        `${style.bad(code)}  ${oneLine(place)}: ${oneLine(message)}`,
    ),
    ...notes.map(({code, path: place, message}) =>
      [style.warn(`note ${code}`), oneLine([place, message].filter(Boolean).join(': '))].join('  '),
    ),
    ok
      ? `${style.good('verified')}  ${what} ${path}`
      : `${style.bad('not verified')}  ${what} ${path}: ${counted(faults.length, 'fault')}`,
  ].join('\n')
}
