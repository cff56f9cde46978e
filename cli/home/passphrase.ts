import {readFileSync} from 'node:fs'
import {createInterface} from 'node:readline'
import {Writable} from 'node:stream'

import {CommandError} from '../fault.ts'

/**
 * Ask for a passphrase: `MARROW_PASSPHRASE`, else the file that `MARROW_PASSPHRASE_FILE` names,
 * else the terminal, unseen. Never an argument: those show in process lists.
 *
 * @param purpose For the prompt, such as `key of sample-physician`.
 * @param own Variables that come before `MARROW_PASSPHRASE`; with `_FILE` they name a file.
 * @throws `key` when there is none to be had.
 */
export async function askPassphrase(
  env: NodeJS.ProcessEnv,
  purpose: string,
  ...own: readonly string[]
): Promise<string> {
  for (const name of [...own, 'MARROW_PASSPHRASE']) {
    const given = env[name]
    if (given) return given
    const file = env[`${name}_FILE`]
    if (file) return readPassphrase(file, `${name}_FILE`)
  }
  if (process.stdin.isTTY && process.stderr.isTTY)
    return promptUnseen(`Passphrase for the ${purpose}: `)
  throw new CommandError(
    'key',
    `The ${purpose} is encrypted: set MARROW_PASSPHRASE or MARROW_PASSPHRASE_FILE, or run this in a terminal`,
  )
}

function readPassphrase(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw new CommandError('key', `${name} names ${path}, which cannot be read`, {
      cause: error,
    })
  }
}

/** Ask on the terminal; what is typed does not show. */
export function promptUnseen(question: string): Promise<string> {
  process.stderr.write(question)
  const unseen = new Writable({write: (_chunk, _encoding, done) => done()})
  const prompt = createInterface({input: process.stdin, output: unseen, terminal: true})
  return new Promise((resolve, reject) => {
    prompt.once('SIGINT', () => {
      prompt.close()
      reject(new CommandError('key', 'No passphrase was given'))
    })
    prompt.question('', (answer) => {
      prompt.close()
      process.stderr.write('\n')
      resolve(answer)
    })
  })
}
