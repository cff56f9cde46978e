import type {DatabaseSync} from 'node:sqlite'

/** One step of the schema. It runs in one transaction with the change of the version. */
export interface Migration {
  /** The version that the store has afterwards; steps are numbered from 1 without gaps. */
  version: number
  up(database: DatabaseSync): void
}
