import {createHash} from 'node:crypto'

import {documentFacts} from './document-facts.ts'
import type {DocumentFacts} from './document-facts.ts'
import {recordTransaction} from './history.ts'
import {SqliteView} from './sqlite-view.ts'
import type {NewTransaction, StoredDocument, StoreTransaction} from './store.ts'

/** Longest place of a reference that is kept as it is: it only tells references apart. */
const longPath = 300

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Writes to one dataset in SQLite, inside a transaction that the store has begun. */
export class SqliteTransaction extends SqliteView implements StoreTransaction {
  put(document: StoredDocument): void {
    const facts = documentFacts(document)
    const row = this.#putRow(document, facts)
    this.database.run('INSERT INTO text (rowid, body) VALUES (?, ?)', row, facts.text)
    for (const {target, path, weak} of facts.references) {
      this.database.run(
        `INSERT OR REPLACE INTO reference (dataset, target, source, path, weak)
         VALUES (?, ?, ?, ?, ?)`,
        this.dataset,
        target,
        document._id,
        path.length > longPath ? hashOf(path) : path,
        weak ? 1 : 0,
      )
    }
  }

  remove(id: string): void {
    const row = this.#rowOf(id)
    if (row === undefined) return
    this.#removeFacts(id, row)
    this.database.run('DELETE FROM document WHERE row = ?', row)
  }

  record(transaction: NewTransaction): number {
    return recordTransaction(this.database, this.dataset, transaction)
  }

  /** Write the row of a document, and drop what the indexes held of it before. */
  #putRow(document: StoredDocument, facts: DocumentFacts): number {
    const {_id, _type, _rev, _createdAt, _updatedAt} = document
    const values = [
      facts.publishedId,
      _type,
      _rev,
      _createdAt,
      _updatedAt,
      facts.slug,
      JSON.stringify(document),
    ] as const
    const row = this.#rowOf(_id)
    if (row === undefined) {
      return this.database.run(
        `INSERT INTO document
           (published_id, type, rev, created, updated, slug, body, dataset, id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...values,
        this.dataset,
        _id,
      ).lastRow
    }
    this.#removeFacts(_id, row)
    this.database.run(
      `UPDATE document SET published_id = ?, type = ?, rev = ?, created = ?, updated = ?,
         slug = ?, body = ? WHERE row = ?`,
      ...values,
      row,
    )
    return row
  }

  #rowOf(id: string): number | undefined {
    const found = this.database.get(
      'SELECT row FROM document WHERE dataset = ? AND id = ?',
      this.dataset,
      id,
    )
    return found && Number(found['row'])
  }

  #removeFacts(id: string, row: number): void {
    this.database.run('DELETE FROM text WHERE rowid = ?', row)
    // By itself SQLite takes the primary key here, and reads every reference of the dataset.
    this.database.run(
      'DELETE FROM reference INDEXED BY reference_source WHERE dataset = ? AND source = ?',
      this.dataset,
      id,
    )
  }
}
