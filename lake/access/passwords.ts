import {scrypt, timingSafeEqual} from 'node:crypto'

import type {Effects} from '../effects.ts'
import {LakeError} from '../lake-error.ts'

/** How much work a hash takes: scrypt's N is 2 to this power. */
export interface PasswordCost {
  log2N: number
  r: number
  p: number
}

/**
 * N = 2^17, r = 8, p = 1: 128 MB and about a third of a second.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
export const standardCost: PasswordCost = {log2N: 17, r: 8, p: 1}

const stored = /^scrypt\$([0-9]{1,2})\$([0-9]{1,2})\$([0-9]{1,2})\$([\w-]{22})\$([\w-]{43})$/

/** Hash a password for keeping: `scrypt$17$8$1$salt$hash`, the last two in base64url. */
export async function hashPassword(
  password: string,
  {random}: Pick<Effects, 'random'>,
  cost: PasswordCost = standardCost,
): Promise<string> {
  const salt = Buffer.from(random(16))
  const hash = await derive(password, salt, cost)
  const parts = [cost.log2N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')]
  return `scrypt$${parts.join('$')}`
}

/**
 * Is this the password behind a kept hash?
 *
 * Without a hash (no such user, no password set) it does the same work and says no, so that the
 * time tells nobody which accounts exist.
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const match = stored.exec(hash ?? '')
  const salt = match ? Buffer.from(match[4]!, 'base64url') : Buffer.alloc(16)
  const derived = await derive(password, salt, match ? costOf(match) : standardCost)
  return match !== null && timingSafeEqual(derived, Buffer.from(match[5]!, 'base64url'))
}

function costOf(match: RegExpExecArray): PasswordCost {
  return {log2N: Number(match[1]), r: Number(match[2]), p: Number(match[3])}
}

/** Hashes run one after another: each takes 128 MB, and logins must not exhaust the memory. */
let queue: Promise<unknown> = Promise.resolve()
let waiting = 0

/** More than would ever log in at once; they wait a few seconds at most. */
const mostWaiting = 30

/** @throws {LakeError} 503 when too many wait. */
function derive(password: string, salt: Buffer, {log2N, r, p}: PasswordCost): Promise<Buffer> {
  if (waiting >= mostWaiting) {
    throw new LakeError(503, 'loginBusy', 'Too many people log in: try again in a minute')
  }
  waiting += 1
  const work = async (): Promise<Buffer> => {
    const options = {N: 2 ** log2N, r, p, maxmem: 2 ** log2N * r * 128 + 2 ** 20}
    return await new Promise((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) =>
        error ? reject(error) : resolve(key),
      )
    })
  }
  const next = queue.then(work, work).finally(() => {
    waiting -= 1
  })
  queue = next.catch(() => undefined)
  return next
}
