import type {Database, Row} from './database.ts'
import type {AccountStore, Passkey, Session, Token, User} from './store.ts'

/** Users, and what lets them in, in SQLite. */
export class SqliteAccounts implements AccountStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  users(): User[] {
    return this.#database.all('SELECT * FROM user ORDER BY id').map(toUser)
  }

  user(id: string): User | undefined {
    const row = this.#database.get('SELECT * FROM user WHERE id = ?', id)
    return row && toUser(row)
  }

  userByEmail(email: string): User | undefined {
    const row = this.#database.get('SELECT * FROM user WHERE email = ?', email)
    return row && toUser(row)
  }

  putUser(user: User): void {
    this.#database.run(
      `INSERT INTO user (id, name, email, roles, password_hash, disabled) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email,
         roles = excluded.roles, password_hash = excluded.password_hash,
         disabled = excluded.disabled`,
      user.id,
      user.name,
      user.email,
      JSON.stringify(user.roles),
      user.passwordHash ?? null,
      user.disabled ? 1 : 0,
    )
  }

  tokens(user?: string): Token[] {
    const rows =
      user === undefined
        ? this.#database.all('SELECT * FROM token ORDER BY created, id')
        : this.#database.all('SELECT * FROM token WHERE user = ? ORDER BY created, id', user)
    return rows.map(toToken)
  }

  tokenByHash(hash: string): Token | undefined {
    const row = this.#database.get('SELECT * FROM token WHERE hash = ?', hash)
    return row && toToken(row)
  }

  putToken(token: Token): void {
    this.#database.run(
      'INSERT INTO token (id, hash, user, label, created, revoked) VALUES (?, ?, ?, ?, ?, ?)',
      token.id,
      token.hash,
      token.user,
      token.label,
      token.createdAt,
      token.revokedAt,
    )
  }

  revokeToken(id: string, at: string): boolean {
    const {changes} = this.#database.run(
      'UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL',
      at,
      id,
    )
    return changes > 0
  }

  sessionByHash(hash: string): Session | undefined {
    const row = this.#database.get('SELECT * FROM session WHERE hash = ?', hash)
    return row && toSession(row)
  }

  putSession(session: Session): void {
    this.#database.run(
      `INSERT INTO session (hash, user, created, expires) VALUES (?, ?, ?, ?)
       ON CONFLICT (hash) DO UPDATE SET expires = excluded.expires`,
      session.hash,
      session.user,
      session.createdAt,
      session.expiresAt,
    )
  }

  removeSession(hash: string): void {
    this.#database.run('DELETE FROM session WHERE hash = ?', hash)
  }

  removeSessionsOf(user: string): void {
    this.#database.run('DELETE FROM session WHERE user = ?', user)
  }

  removeExpiredSessions(before: string): number {
    return this.#database.run('DELETE FROM session WHERE expires <= ?', before).changes
  }

  passkeys(user: string): Passkey[] {
    return this.#database
      .all('SELECT * FROM passkey WHERE user = ? ORDER BY created, id', user)
      .map(toPasskey)
  }

  passkey(id: string): Passkey | undefined {
    const row = this.#database.get('SELECT * FROM passkey WHERE id = ?', id)
    return row && toPasskey(row)
  }

  putPasskey(passkey: Passkey): void {
    this.#database.run(
      `INSERT INTO passkey (id, user, public_key, counter, label, created)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET counter = excluded.counter, label = excluded.label
       WHERE user = excluded.user`,
      passkey.id,
      passkey.user,
      passkey.publicKey,
      passkey.counter,
      passkey.label,
      passkey.createdAt,
    )
  }

  removePasskey(id: string): void {
    this.#database.run('DELETE FROM passkey WHERE id = ?', id)
  }

  keyValue(user: string, key: string): unknown {
    const row = this.#database.get(
      'SELECT value FROM key_value WHERE user = ? AND key = ?',
      user,
      key,
    )
    return row && (JSON.parse(text(row, 'value')) as unknown)
  }

  keyValueCount(user: string): number {
    const row = this.#database.get('SELECT count(*) AS count FROM key_value WHERE user = ?', user)
    return Number(row?.['count'])
  }

  setKeyValue(user: string, key: string, value: unknown): void {
    this.#database.run(
      'INSERT OR REPLACE INTO key_value (user, key, value) VALUES (?, ?, ?)',
      user,
      key,
      JSON.stringify(value ?? null),
    )
  }
}

function toUser(row: Row): User {
  const user: User = {
    id: text(row, 'id'),
    name: text(row, 'name'),
    email: text(row, 'email'),
    roles: JSON.parse(text(row, 'roles')) as string[],
    disabled: row['disabled'] !== 0,
  }
  if (typeof row['password_hash'] === 'string') user.passwordHash = row['password_hash']
  return user
}

function toToken(row: Row): Token {
  return {
    id: text(row, 'id'),
    hash: text(row, 'hash'),
    user: text(row, 'user'),
    label: text(row, 'label'),
    createdAt: text(row, 'created'),
    revokedAt: row['revoked'] === null ? null : text(row, 'revoked'),
  }
}

function toSession(row: Row): Session {
  return {
    hash: text(row, 'hash'),
    user: text(row, 'user'),
    createdAt: text(row, 'created'),
    expiresAt: text(row, 'expires'),
  }
}

function toPasskey(row: Row): Passkey {
  return {
    id: text(row, 'id'),
    user: text(row, 'user'),
    publicKey: text(row, 'public_key'),
    counter: Number(row['counter']),
    label: text(row, 'label'),
    createdAt: text(row, 'created'),
  }
}

function text(row: Row, column: string): string {
  return String(row[column])
}
