import type {SQLInputValue} from 'node:sqlite'

import {compactMutations, expandMutations} from './compact-mutations.ts'
import type {Database, Row} from './database.ts'
import {publishedId as publishedIdOf} from './document-facts.ts'
import type {
  Change,
  NewTransaction,
  StoredDocument,
  Transaction,
  TransactionQuery,
} from './store.ts'

/** Columns of a change; `before` comes from the earlier change that left the document so. */
const changeColumns = `c.document, c.mutations, c.after, coalesce(c.before, p.after) AS before`
const changeTables = `change c LEFT JOIN change p
  ON p.dataset = c.dataset AND p.document = c.document AND p.seq = c.before_seq`

/** Put a transaction with its changes into the history, and give its `seq`. */
export function recordTransaction(
  database: Database,
  dataset: string,
  transaction: NewTransaction,
): number {
  const {id, author, at, request, results} = transaction
  const seq = database.run(
    'INSERT INTO txn (dataset, id, author, at, request, results) VALUES (?, ?, ?, ?, ?, ?)',
    dataset,
    id,
    author,
    at,
    request ?? null,
    results === undefined ? null : JSON.stringify(results),
  ).lastRow
  transaction.changes.forEach((change, place) => {
    const beforeSeq = change.before && seqOfState(database, dataset, change.before)
    database.run(
      `INSERT INTO change
         (dataset, document, seq, place, before_seq, before, after_rev, after, mutations)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      dataset,
      change.id,
      seq,
      place,
      beforeSeq,
      change.before && beforeSeq === null ? JSON.stringify(change.before) : null,
      change.after?._rev ?? null,
      change.after && JSON.stringify(change.after),
      compactMutations(change.mutations, change.after),
    )
  })
  return seq
}

/** Give the `seq` of the change that left the document in this very state, if it is the last. */
function seqOfState(database: Database, dataset: string, state: StoredDocument): number | null {
  const row = database.get(
    `SELECT seq, after_rev FROM change WHERE dataset = ? AND document = ?
     ORDER BY seq DESC LIMIT 1`,
    dataset,
    state._id,
  )
  return row && row['after_rev'] === state._rev ? Number(row['seq']) : null
}

/** Give one transaction with all its changes. */
export function readTransaction(
  database: Database,
  dataset: string,
  id: string,
): Transaction | undefined {
  const row = database.get(
    'SELECT seq, dataset, id, author, at FROM txn WHERE dataset = ? AND id = ?',
    dataset,
    id,
  )
  return row && withChanges(database, row)
}

/** Give transactions in the order of `seq`. */
export function readTransactions(
  database: Database,
  dataset: string,
  query: TransactionQuery,
): Transaction[] {
  const ids = query.documents && JSON.stringify(query.documents)
  const direction = query.reverse ? 'DESC' : 'ASC'
  const values: SQLInputValue[] = [dataset, query.afterSeq ?? 0, query.upToSeq ?? maxSeq]
  let filter = ''
  if (ids !== undefined) {
    filter = `AND seq IN (SELECT seq FROM change
      WHERE dataset = ? AND document IN (SELECT value FROM json_each(?)))`
    values.push(dataset, ids)
  }
  const rows = database.all(
    `SELECT seq, dataset, id, author, at FROM txn
     WHERE dataset = ? AND seq > ? AND seq <= ? ${filter} ORDER BY seq ${direction} LIMIT ?`,
    ...values,
    query.limit ?? -1,
  )
  return rows.map((row) => withChanges(database, row, ids))
}

const maxSeq = Number.MAX_SAFE_INTEGER

/** Give a document as it was after a transaction, or at a time. */
export function documentAt(
  database: Database,
  dataset: string,
  id: string,
  at: {revision: string} | {time: string},
): StoredDocument | null {
  // A clock may go backwards: the last transaction by order that is not after the time counts.
  const upTo =
    'revision' in at
      ? database.get('SELECT seq FROM txn WHERE dataset = ? AND id = ?', dataset, at.revision)
      : database.get(
          'SELECT max(seq) AS seq FROM txn WHERE dataset = ? AND at <= ?',
          dataset,
          at.time,
        )
  if (!upTo || upTo['seq'] === null) return null
  const row = database.get(
    `SELECT after FROM change WHERE dataset = ? AND document = ? AND seq <= ?
     ORDER BY seq DESC LIMIT 1`,
    dataset,
    id,
    Number(upTo['seq']),
  )
  return row ? parse(row['after']) : null
}

/** Give the ids of all versions of a document in the history, in order. */
export function versionsEver(database: Database, dataset: string, publishedId: string): string[] {
  const rows = database.all(
    `SELECT DISTINCT document FROM change
     WHERE dataset = ? AND document >= 'versions.' AND document < 'versions/'
       AND substr(document, -length(?)) = ?
     ORDER BY document`,
    dataset,
    `.${publishedId}`,
    `.${publishedId}`,
  )
  return rows
    .map((row) => String(row['document']))
    .filter((id) => publishedIdOf(id) === publishedId)
}

/** @param documents Ids as JSON: only the changes of these are given. */
function withChanges(database: Database, row: Row, documents?: string): Transaction {
  const seq = Number(row['seq'])
  const sql = `SELECT ${changeColumns} FROM ${changeTables} WHERE c.seq = ?`
  const rows =
    documents === undefined
      ? database.all(`${sql} ORDER BY c.place`, seq)
      : database.all(
          `${sql} AND c.document IN (SELECT value FROM json_each(?)) ORDER BY c.place`,
          seq,
          documents,
        )
  return {
    seq,
    dataset: String(row['dataset']),
    id: String(row['id']),
    author: String(row['author']),
    at: String(row['at']),
    changes: rows.map(toChange),
  }
}

function toChange(row: Row): Change {
  const after = parse(row['after'])
  return {
    id: String(row['document']),
    before: parse(row['before']),
    after,
    mutations: expandMutations(String(row['mutations']), after),
  }
}

function parse(body: unknown): StoredDocument | null {
  return typeof body === 'string' ? (JSON.parse(body) as StoredDocument) : null
}
