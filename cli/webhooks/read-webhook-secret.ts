import {existsSync, readFileSync, statSync} from 'node:fs'

import {CommandError} from '../fault.ts'

/**
 * Read a secret as https://www.standardwebhooks.com writes it: `whsec_` and base64, 24 to 64 bytes.
 *
 * @param place Which member of which file names it.
 * @throws `data` when it is not there, can be read by others, or holds no secret.
 */
export function readWebhookSecret(path: string, place: string): Uint8Array {
  if (!existsSync(path))
    throw new CommandError('data', `${place} names ${path}, which is not there`)
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new CommandError('data', `${path} can be read by others: \`chmod 600\` it`)
  }
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})\s*$/.exec(readFileSync(path, 'utf8')) ?? []
  const secret = Buffer.from(base64 ?? '', 'base64')
  if (secret.length >= 24 && secret.length <= 64) return new Uint8Array(secret)
  throw new CommandError(
    'data',
    `${path} holds no secret: make one with \`echo "whsec_$(openssl rand -base64 32)"\``,
  )
}
