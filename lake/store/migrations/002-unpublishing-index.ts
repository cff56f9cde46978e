import type {Migration} from './migration.ts'

/** Finds the few documents that hide theirs in every perspective, so that others can be counted. */
export const unpublishingIndex: Migration = {
  version: 2,
  up(database) {
    database.exec(`
      CREATE INDEX document_unpublishing ON document(dataset, row)
        WHERE json_type(body, '$._system.delete') = 'true'
    `)
  },
}
