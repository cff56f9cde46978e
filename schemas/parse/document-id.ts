/** True for an id that Sanity allows, of a document or its draft. */
export function isDocumentId(id: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(id)
}

/** True for an id that a reference may hold: of a document, not of its draft or a version. */
export function isReferenceId(id: string): boolean {
  return isDocumentId(id) && !id.startsWith('drafts.') && !id.startsWith('versions.')
}
