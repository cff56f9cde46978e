import {LakeError} from '../lake-error.ts'
import {backupDatabase} from './backup.ts'
import {Database} from './database.ts'
import type {DatabaseOptions} from './database.ts'
import {eraseDocuments} from './erase.ts'
import type {Erasure} from './erase.ts'
import {SqliteAccounts} from './sqlite-accounts.ts'
import {SqliteTransaction} from './sqlite-transaction.ts'
import {SqliteView} from './sqlite-view.ts'
import type {AccountStore, Store, StoreTransaction, StoreView} from './store.ts'

/**
 * Open a store in a SQLite file, made if it is not there; `:memory:` for tests.
 *
 * @throws {StoreError}
 *   When the file is no store, is damaged, or is from a later Marrow.
 */
export function openSqliteStore(path: string, options: DatabaseOptions = {}): Store {
  return new SqliteStore(new Database(path, options))
}

class SqliteStore implements Store {
  readonly accounts: AccountStore
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
    this.accounts = new SqliteAccounts(database)
  }

  datasets(): string[] {
    return this.#database
      .all('SELECT name FROM dataset ORDER BY name')
      .map((row) => String(row['name']))
  }

  createDataset(name: string): void {
    if (!/^[a-z0-9][-_a-z0-9]{0,63}$/.test(name)) {
      throw new LakeError(
        400,
        'datasetNameError',
        `"${name}" is no name for a dataset: use up to 64 of a-z, 0-9, - and _`,
      )
    }
    const {changes} = this.#database.run(
      'INSERT INTO dataset (name) VALUES (?) ON CONFLICT DO NOTHING',
      name,
    )
    if (changes === 0) {
      throw new LakeError(409, 'datasetExistsError', `There is a dataset "${name}" already`)
    }
  }

  deleteDataset(name: string): void {
    this.#demand(name)
    this.#database.transaction('IMMEDIATE', () => {
      this.#database.run(
        'DELETE FROM text WHERE rowid IN (SELECT row FROM document WHERE dataset = ?)',
        name,
      )
      for (const table of ['reference', 'document', 'change', 'txn']) {
        this.#database.run(`DELETE FROM ${table} WHERE dataset = ?`, name)
      }
      this.#database.run('DELETE FROM dataset WHERE name = ?', name)
    })
  }

  read<T>(dataset: string, work: (view: StoreView) => T): T {
    this.#demand(dataset)
    const view = new SqliteView(this.#database, dataset)
    return this.#database.transaction('DEFERRED', () => work(view))
  }

  write<T>(dataset: string, work: (tx: StoreTransaction) => T): T {
    this.#demand(dataset)
    const transaction = new SqliteTransaction(this.#database, dataset)
    return this.#database.transaction('IMMEDIATE', () => work(transaction))
  }

  erase(dataset: string, ids: readonly string[], erasure: Erasure): void {
    this.#demand(dataset)
    eraseDocuments(this.#database, dataset, ids, erasure)
  }

  backup(path: string): Promise<void> {
    return backupDatabase(this.#database, path)
  }

  close(): void {
    this.#database.close()
  }

  #demand(dataset: string): void {
    const row = this.#database.get('SELECT 1 FROM dataset WHERE name = ?', dataset)
    if (!row) throw new LakeError(404, 'datasetNotFoundError', `There is no dataset "${dataset}"`)
  }
}
