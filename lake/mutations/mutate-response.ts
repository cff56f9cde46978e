import type {StoredDocument} from '../store/store.ts'
import type {CommitResult} from './commit-options.ts'

/** The body of the answer to a mutation request. */
export interface MutateResponse {
  transactionId: string
  results: {id?: string; operation?: string; document?: StoredDocument}[]
}

/** Answer a mutation request as the client asked: with ids, with documents, or only that it is done. */
export function mutateResponse(
  result: CommitResult,
  wishes: {
    returnIds?: boolean
    returnDocuments?: boolean
    /** How a document is shown, null where it is not; as it is stored unless given. */
    show?: (document: StoredDocument) => StoredDocument | null
  },
): MutateResponse {
  const {returnIds = false, returnDocuments = false, show = (document) => document} = wishes
  const results = result.results.map(({id, operation, document}) => {
    const shown = returnDocuments && document ? show(document) : null
    return {id, operation, ...(shown && {document: shown})}
  })
  return {transactionId: result.transactionId, results: returnIds || returnDocuments ? results : []}
}
