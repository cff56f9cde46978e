import type {Effects} from '../effects.ts'
import {hashSecret, makeSecret} from './secret.ts'

/** A code is for the moment between the login page and the Studio. */
const lifetimeMs = 60_000
const mostCodes = 1000

/**
 * Short-lived codes (`sid`) that the login page hands to the Studio in place of the token: each
 * is exchanged once, so that no token is ever in an address.
 */
export class LoginCodes {
  readonly #effects: Effects
  readonly #codes = new Map<string, {token: string; at: number}>()

  constructor(effects: Effects) {
    this.#effects = effects
  }

  issue(token: string): string {
    const code = makeSecret('', this.#effects)
    for (const [hash, {at}] of this.#codes) if (this.#isOld(at)) this.#codes.delete(hash)
    this.#codes.set(hashSecret(code), {token, at: this.#now()})
    if (this.#codes.size > mostCodes) this.#codes.delete(this.#codes.keys().next().value!)
    return code
  }

  /** Give the token for a code; null for one that is unknown, used or old. */
  redeem(code: string): string | null {
    const hash = hashSecret(code)
    const entry = this.#codes.get(hash)
    this.#codes.delete(hash)
    return entry && !this.#isOld(entry.at) ? entry.token : null
  }

  /** Also where the clock was set back: a code must not live longer for it. */
  #isOld(at: number): boolean {
    return Math.abs(this.#now() - at) > lifetimeMs
  }

  #now(): number {
    return Date.parse(this.#effects.clock())
  }
}
