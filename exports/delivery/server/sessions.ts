import {hashToken} from './token-file.ts'

const cookieName = 'marrow_delivery'
/** Most browsers that are logged in at once: the oldest is logged out. */
const mostSessions = 10_000

interface Session {
  /** Hash of the token that was shown: it is looked up anew at every request. */
  token: string
  endsAtMs: number
}

/**
 * Browsers that showed a token. They are given a cookie of their own, which is of no use to a
 * program: it only reads. A restart logs everybody out.
 */
export class Sessions {
  readonly #sessions = new Map<string, Session>()

  /** @param token Hash of the token. @returns The secret for the cookie. */
  start(token: string, nowMs: number, lengthMs: number, random: (length: number) => Uint8Array) {
    const secret = Buffer.from(random(32)).toString('base64url')
    this.#sessions.set(hashToken(secret), {token, endsAtMs: nowMs + lengthMs})
    if (this.#sessions.size > mostSessions) {
      this.#sessions.delete(this.#sessions.keys().next().value!)
    }
    return secret
  }

  /** Find the hash of the token that a browser showed. */
  tokenOf(headers: Headers, nowMs: number): string | null {
    const secret = secretIn(headers)
    if (secret === null) return null
    const session = this.#sessions.get(hashToken(secret))
    if (!session || session.endsAtMs <= nowMs) return null
    return session.token
  }

  end(headers: Headers): void {
    const secret = secretIn(headers)
    if (secret !== null) this.#sessions.delete(hashToken(secret))
  }
}

/** The cookie of a session; an empty secret takes it back. */
export function sessionCookie(secret: string, isTls: boolean, lengthMs: number): string {
  const age = secret === '' ? 0 : Math.floor(lengthMs / 1000)
  const secure = isTls ? '; Secure' : ''
  return `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${age}${secure}`
}

function secretIn(headers: Headers): string | null {
  const pattern = new RegExp(`(?:^|;\\s*)${cookieName}=([A-Za-z0-9_-]{43})(?:;|$)`)
  return pattern.exec(headers.get('cookie') ?? '')?.[1] ?? null
}
