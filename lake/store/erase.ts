import type {Database} from './database.ts'
import {SqliteTransaction} from './sqlite-transaction.ts'

/** Who erases, and when. */
export interface Erasure {
  author: string
  /** ISO time. */
  at: string
}

/**
 * Erase documents with everything that the history holds of them.
 *
 * Who changed them when stays, without what. Afterwards the file is written anew, so that it does
 * not hold the bytes of before either. For offline commands alone.
 */
export function eraseDocuments(
  database: Database,
  dataset: string,
  ids: readonly string[],
  {author, at}: Erasure,
): void {
  const json = JSON.stringify(ids)
  database.transaction('IMMEDIATE', () => {
    const tx = new SqliteTransaction(database, dataset)
    for (const id of ids) tx.remove(id)
    // What was answered to a request can hold the documents whole.
    database.run(
      `UPDATE txn SET results = NULL WHERE dataset = ? AND seq IN (SELECT seq FROM change
         WHERE dataset = ? AND document IN (SELECT value FROM json_each(?)))`,
      dataset,
      dataset,
      json,
    )
    database.run(
      `UPDATE change SET before_seq = NULL, before = NULL, after_rev = NULL, after = NULL,
         mutations = '[]'
       WHERE dataset = ? AND document IN (SELECT value FROM json_each(?))`,
      dataset,
      json,
    )
    tx.record({
      id: `erasure-${tx.lastSeq() + 1}`,
      author,
      at,
      changes: ids.map((id) => ({id, before: null, after: null, mutations: [{delete: {id}}]})),
    })
    // Deleted entries of the full text stay in its index until that is merged.
    database.run(`INSERT INTO text (text) VALUES ('optimize')`)
  })
  database.connection.exec('VACUUM')
  database.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}
