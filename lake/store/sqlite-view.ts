import {candidatesSql} from './candidates-sql.ts'
import type {CandidatePlan} from './candidate-plan.ts'
import {countSql} from './count-sql.ts'
import type {CountPlan} from './count-sql.ts'
import type {Database, Row} from './database.ts'
import {documentAt, readTransaction, readTransactions, versionsEver} from './history.ts'
import type {StoredDocument, StoreView, Transaction, TransactionQuery} from './store.ts'

/** What can be read of one dataset in SQLite. */
export class SqliteView implements StoreView {
  readonly dataset: string
  protected readonly database: Database

  constructor(database: Database, dataset: string) {
    this.database = database
    this.dataset = dataset
  }

  document(id: string): StoredDocument | undefined {
    const row = this.database.get(
      'SELECT body FROM document WHERE dataset = ? AND id = ?',
      this.dataset,
      id,
    )
    return row && parseBody(row)
  }

  documents(ids: readonly string[]): StoredDocument[] {
    return ids.flatMap((id) => this.document(id) ?? [])
  }

  bodies(ids: readonly string[]): string[] {
    const rows = this.database.all(
      `SELECT body FROM document
       WHERE dataset = ? AND id IN (SELECT value FROM json_each(?))`,
      this.dataset,
      JSON.stringify(ids),
    )
    return rows.map((row) => String(row['body']))
  }

  candidates(plan: CandidatePlan): StoredDocument[] {
    return this.candidateBodies(plan).map((body) => JSON.parse(body) as StoredDocument)
  }

  candidateBodies(plan: CandidatePlan): string[] {
    const {sql, values} = candidatesSql(this.dataset, plan)
    return this.database.all(sql, ...values).map((row) => String(row['body']))
  }

  countOf(plan: CountPlan): number {
    const {sql, values} = countSql(this.dataset, plan)
    return Number(this.database.get(sql, ...values)?.['count'])
  }

  referrers(id: string, options: {strongOnly?: boolean} = {}): string[] {
    const rows = this.database.all(
      `SELECT DISTINCT source FROM reference
       WHERE dataset = ? AND target = ? AND weak <= ? ORDER BY source`,
      this.dataset,
      id,
      options.strongOnly ? 0 : 1,
    )
    return rows.map((row) => String(row['source']))
  }

  transaction(id: string): Transaction | undefined {
    return readTransaction(this.database, this.dataset, id)
  }

  transactions(query: TransactionQuery): Transaction[] {
    return readTransactions(this.database, this.dataset, query)
  }

  answer(transaction: string): {request: string | null; results: unknown} | undefined {
    const row = this.database.get(
      'SELECT request, results FROM txn WHERE dataset = ? AND id = ?',
      this.dataset,
      transaction,
    )
    if (!row) return undefined
    const {request, results} = row
    return {
      request: typeof request === 'string' ? request : null,
      results: typeof results === 'string' ? JSON.parse(results) : null,
    }
  }

  documentAt(id: string, at: {revision: string} | {time: string}): StoredDocument | null {
    return documentAt(this.database, this.dataset, id, at)
  }

  versionsEver(publishedId: string): string[] {
    return versionsEver(this.database, this.dataset, publishedId)
  }

  lastSeq(): number {
    const row = this.database.get(
      'SELECT seq FROM txn WHERE dataset = ? ORDER BY seq DESC LIMIT 1',
      this.dataset,
    )
    return row ? Number(row['seq']) : 0
  }

  count(): number {
    const row = this.database.get(
      'SELECT count(*) AS count FROM document WHERE dataset = ?',
      this.dataset,
    )
    return Number(row?.['count'])
  }
}

function parseBody(row: Row): StoredDocument {
  return JSON.parse(String(row['body'])) as StoredDocument
}
