import type {DatabaseSync} from 'node:sqlite'

import {StoreError} from '../store-error.ts'
import {firstSchema} from './001-first-schema.ts'
import {unpublishingIndex} from './002-unpublishing-index.ts'
import type {Migration} from './migration.ts'

/** All steps of the schema, in order. */
export const migrations: readonly Migration[] = [firstSchema, unpublishingIndex]

/** Marks a file as a Marrow store: "Marw" in ASCII. */
const applicationId = 0x4d617277

/**
 * Bring a store to the newest schema, or refuse a file that is none or is from a later Marrow.
 *
 * Each step commits together with its version number, so a killed migration is done again from
 * the last whole step.
 */
export function migrate(
  database: DatabaseSync,
  path: string,
  steps: readonly Migration[] = migrations,
): void {
  const newest = steps.at(-1)?.version ?? 0
  for (;;) {
    database.exec('BEGIN IMMEDIATE')
    try {
      const version = pragma(database, 'user_version')
      refuseForeign(database, path, version)
      if (version > newest) {
        throw new StoreError(
          'store-too-new',
          `${path} has schema ${version}, this Marrow knows up to ${newest}: use a later Marrow`,
        )
      }
      const step = steps.find((candidate) => candidate.version === version + 1)
      if (step) {
        step.up(database)
        database.exec(
          `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${step.version}`,
        )
      }
      database.exec('COMMIT')
      if (!step) return
    } catch (cause) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw cause
    }
  }
}

/** Refuse a database that some other program made. */
function refuseForeign(database: DatabaseSync, path: string, version: number): void {
  if (pragma(database, 'application_id') === applicationId) return
  const tables = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()
  if (version === 0 && tables?.['count'] === 0) return
  throw new StoreError('store-foreign', `${path} is a database, but not a Marrow store`)
}

function pragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
}
