import {mutationError} from '../lake-error.ts'
import {limits} from './limits.ts'

/**
 * Demand that an id can be a document's.
 *
 * @throws {LakeError} 400 with the reason.
 * @see https://www.sanity.io/docs/content-lake/ids
 */
export function checkDocumentId(id: string): void {
  const fault = idFault(id)
  if (fault) {
    throw mutationError(400, 'invalidDocumentIdError', `"${id.slice(0, 200)}" is no id: ${fault}`)
  }
}

/** Demand that an id can be a transaction's: it is a revision, and part of event ids. */
export function checkTransactionId(id: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(id)) {
    throw mutationError(
      400,
      'invalidTransactionIdError',
      `"${id.slice(0, 200)}" is no transaction id: use up to 128 of A-Z, a-z, 0-9, ., _ and -`,
    )
  }
}

function idFault(id: string): string | undefined {
  if (id.length === 0) return 'it is empty'
  if (id.length > limits.idLength) return `it is longer than ${limits.idLength} characters`
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(id)) {
    return 'it may have A-Z, a-z, 0-9, ., _ and -, and begins with none of . and -'
  }
  if (id.endsWith('.') || id.includes('..')) return 'a part between dots is empty'
  if (id.startsWith('_.')) return 'ids that begin with "_." are the system’s'
  const [first, ...rest] = id.split('.')
  if (first === 'versions' && rest.length < 2) return 'a version is versions.<release>.<id>'
  const base = first === 'drafts' ? rest : first === 'versions' ? rest.slice(1) : undefined
  if (base?.length === 0 || id === 'drafts') return 'it names no document'
  if (base?.[0] === 'drafts' || base?.[0] === 'versions') return 'it is a draft of a draft'
  return undefined
}
