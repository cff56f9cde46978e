/**
 * Refer to a document. One that has only a draft is named weakly until it is published, as the
 * Studio's own reference input does: the lake would refuse a strong reference to it.
 */
export function referenceTo({_id, isDraft}: {_id: string; isDraft?: boolean}, type: string) {
  const reference = {_type: 'reference', _ref: _id.replace(/^drafts\./, '')}
  return isDraft === true ? {...reference, _weak: true, _strengthenOnPublish: {type}} : reference
}
