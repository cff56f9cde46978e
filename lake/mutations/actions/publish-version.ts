import {demandDocument, demandRevision, text} from './action.ts'
import type {Action} from './action.ts'
import {publishFrom} from './publish.ts'

/** Put a version in the place of the published document, and delete the version. */
export const publishVersion: Action = (fields, world) => {
  const version = text(fields, 'versionId')
  const source = demandDocument(fields, world, version)
  demandRevision(fields, 'ifVersionRevisionId', version, source)
  return publishFrom(fields, world, source)
}
