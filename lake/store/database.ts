import {DatabaseSync} from 'node:sqlite'
import type {SQLInputValue, StatementSync} from 'node:sqlite'

import {migrate} from './migrations/migrate.ts'
import {fromSqliteError, StoreError} from './store-error.ts'

/** How to open a store's file. */
export interface DatabaseOptions {
  /** Largest size, in pages of 4 KiB; for tests of a full disk. */
  maxPages?: number
  /** How long to wait for another process's write. */
  busyTimeoutMs?: number
}

/** One row, by column name. */
export type Row = Record<string, unknown>

/** A connection that keeps its statements, and says in the lake's words what went wrong. */
export class Database {
  readonly path: string
  readonly connection: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(path: string, options: DatabaseOptions = {}) {
    this.path = path
    this.connection = open(path, options)
  }

  /** Run a statement that gives no rows. @returns rows changed, and the row id last inserted. */
  run(sql: string, ...values: SQLInputValue[]): {changes: number; lastRow: number} {
    return this.#guard(() => {
      const result = this.#statement(sql).run(...values)
      return {changes: Number(result.changes), lastRow: Number(result.lastInsertRowid)}
    })
  }

  /** Give the first row. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#guard(() => this.#statement(sql).get(...values))
  }

  /** Give all rows. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#guard(() => this.#statement(sql).all(...values))
  }

  /**
   * Run `work` in one transaction; inside another one it is a part of that.
   *
   * @param kind
   *   `IMMEDIATE` takes the one writer's lock at once, so that a write never fails half way on it.
   */
  transaction<T>(kind: 'DEFERRED' | 'IMMEDIATE', work: () => T): T {
    if (this.connection.isTransaction) return work()
    return this.#guard(() => {
      this.connection.exec(`BEGIN ${kind}`)
      try {
        const result = work()
        // What it does after its first await would be outside of the transaction.
        if (kind === 'IMMEDIATE' && result instanceof Promise) {
          throw new TypeError('A write must not be asynchronous')
        }
        this.connection.exec('COMMIT')
        return result
      } finally {
        // A full disk can end the transaction by itself.
        if (this.connection.isTransaction) this.connection.exec('ROLLBACK')
      }
    })
  }

  close(): void {
    this.#statements.clear()
    if (this.connection.isOpen) this.connection.close()
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.connection.prepare(sql)
      // Queries make SQL of any shape: keep no more than a few hundred of them.
      if (this.#statements.size >= 300) this.#statements.clear()
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #guard<T>(work: () => T): T {
    try {
      return work()
    } catch (cause) {
      throw fromSqliteError(cause, this.path)
    }
  }
}

/** Open the file, set durability before the first write, and bring the schema up to date. */
function open(path: string, options: DatabaseOptions): DatabaseSync {
  let connection: DatabaseSync
  try {
    connection = new DatabaseSync(path, {
      timeout: options.busyTimeoutMs ?? 5000,
      enableForeignKeyConstraints: true,
    })
  } catch (cause) {
    throw new StoreError('store-unopenable', `${path} cannot be opened as a store`, {cause})
  }
  try {
    connection.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA cache_size = -32000;
      PRAGMA temp_store = MEMORY;
      PRAGMA trusted_schema = OFF;
      PRAGMA journal_size_limit = 67108864;
    `)
    migrate(connection, path)
    if (options.maxPages) connection.exec(`PRAGMA max_page_count = ${options.maxPages}`)
    return connection
  } catch (cause) {
    connection.close()
    if (cause instanceof Error && 'errcode' in cause && [11, 26].includes(Number(cause.errcode))) {
      throw new StoreError('store-damaged', `${path} is no whole store: restore a backup`, {cause})
    }
    throw fromSqliteError(cause, path)
  }
}
