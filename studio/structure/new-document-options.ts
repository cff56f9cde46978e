import type {NewDocumentOptionsResolver} from 'sanity'

/** What is made in other ways: by submitting, signing, noting; or is there once. */
const neverNew = new Set(['edition', 'statement', 'reviewNote', 'siteSettings'])

/** Offer to create what the role may create. */
export const newDocumentOptions: NewDocumentOptionsResolver = (previous, {currentUser}) => {
  const roles = currentUser?.roles.map(({name}) => name) ?? []
  const isWriter = roles.includes('editor') || roles.includes('administrator')
  return previous.filter(
    ({templateId}) =>
      !neverNew.has(templateId) &&
      (isWriter || (roles.includes('publisher') && templateId === 'publisher')),
  )
}
