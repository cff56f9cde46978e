import {createHmac} from 'node:crypto'

import type {Effects} from '../effects.ts'
import {isSameSecret} from './secret.ts'

/** What a challenge is for, so that none is good for another thing. */
export interface ChallengeUse {
  /** `log in`, or `register <user id>`. */
  purpose: string
  /** Cookie of the browser that was given it. */
  cookie: string
}

const lifetimeMs = 5 * 60_000
const randomBytes = 16
const headBytes = randomBytes + 8

/**
 * Challenges that passkeys sign, each good once and for five minutes, in one browser.
 *
 * A challenge proves by itself that it is ours, so that asking for many fills no memory; only those
 * that were used are remembered.
 */
export class PasskeyChallenges {
  readonly #effects: Effects
  readonly #key: Uint8Array
  readonly #used = new Map<string, number>()

  /** @param key Of this process. */
  constructor(effects: Effects, key: Uint8Array) {
    this.#effects = effects
    this.#key = key
  }

  /** Make a challenge, in base64url. */
  issue(use: ChallengeUse): string {
    const head = Buffer.alloc(headBytes)
    head.set(this.#effects.random(randomBytes))
    head.writeBigUInt64BE(BigInt(this.#now()), randomBytes)
    return Buffer.concat([head, this.#seal(head, use)]).toString('base64url')
  }

  /** Was it given out for this, lately, and not used? */
  isGood(challenge: string, use: ChallengeUse): boolean {
    const bytes = Buffer.from(challenge, 'base64url')
    if (bytes.length !== headBytes + 32 || bytes.toString('base64url') !== challenge) return false
    const head = bytes.subarray(0, headBytes)
    const seal = this.#seal(head, use).toString('base64url')
    if (!isSameSecret(bytes.subarray(headBytes).toString('base64url'), seal)) return false
    // Also where the clock was set back: a challenge must not live longer for it.
    const age = this.#now() - Number(head.readBigUInt64BE(randomBytes))
    return Math.abs(age) <= lifetimeMs && !this.#used.has(challenge)
  }

  /** Use a challenge up. @returns False for one that is no good. */
  use(challenge: string, use: ChallengeUse): boolean {
    if (!this.isGood(challenge, use)) return false
    const now = this.#now()
    for (const [old, at] of this.#used) {
      if (Math.abs(now - at) > 2 * lifetimeMs) this.#used.delete(old)
    }
    this.#used.set(challenge, now)
    return true
  }

  #seal(head: Uint8Array, {purpose, cookie}: ChallengeUse): Buffer {
    const hmac = createHmac('sha256', this.#key).update(head)
    return hmac.update(JSON.stringify(['passkey', purpose, cookie])).digest()
  }

  #now(): number {
    return Date.parse(this.#effects.clock())
  }
}
