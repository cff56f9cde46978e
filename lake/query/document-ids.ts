/** Layer that a document is in: `published`, `drafts`, or the name of a release. */
export function layerOf(id: string): string {
  if (id.startsWith('drafts.')) return 'drafts'
  if (!id.startsWith('versions.')) return 'published'
  const end = id.indexOf('.', 'versions.'.length)
  return end === -1 ? 'published' : id.slice('versions.'.length, end)
}

/** Id of the document that stands for a published id in a layer. */
export function idInLayer(published: string, layer: string): string {
  if (layer === 'published') return published
  return layer === 'drafts' ? `drafts.${published}` : `versions.${layer}.${published}`
}
