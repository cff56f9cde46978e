import type {DefaultDocumentNodeResolver} from 'sanity/structure'

import {PreviewView} from '../preview/index.ts'
import {ReviewView} from '../review/index.ts'

/**
 * The views of a document. What versions are made of has its review too; an expert, who does not
 * write, begins with that.
 */
export const defaultDocumentNode: DefaultDocumentNodeResolver = (S, context) => {
  const {schemaType, currentUser} = context
  const form = S.view.form().title('Text')
  const preview = S.view.component(PreviewView).id('preview').title('Preview')
  const review = S.view.component(ReviewView).id('review').title('Review')
  if (schemaType === 'siteSettings') return S.document().views([form.title('Settings'), review])
  if (schemaType !== 'article') return S.document().views([form])

  const roles = currentUser?.roles.map(({name}) => name) ?? []
  const isWriter = roles.includes('editor') || roles.includes('administrator')
  return S.document().views(isWriter ? [form, preview, review] : [review, preview, form])
}
