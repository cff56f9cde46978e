import {readFileSync} from 'node:fs'

import {CommandError} from '../fault.ts'
import {promptUnseen} from '../home/passphrase.ts'

/**
 * Ask for a user's new password: `MARROW_PASSWORD_FILE` names a file with it, else the terminal,
 * unseen and twice. Never an argument: those show in process lists.
 *
 * @throws `usage` when there is none to be had.
 */
export async function askPassword(env: NodeJS.ProcessEnv, user: string): Promise<string> {
  const file = env['MARROW_PASSWORD_FILE']
  if (file) return readPassword(file)
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new CommandError(
      'usage',
      `A password for ${user} is needed: name a file with it in MARROW_PASSWORD_FILE, run this in a terminal, or say --no-password`,
    )
  }
  const first = await promptUnseen(`New password for ${user}: `)
  if ((await promptUnseen('Again: ')) === first) return first
  throw new CommandError('usage', 'The two passwords differ')
}

function readPassword(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw new CommandError('usage', `MARROW_PASSWORD_FILE names ${path}, which cannot be read`, {
      cause: error,
    })
  }
}
