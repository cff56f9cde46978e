import type {DefaultDocumentNodeResolver} from 'sanity/structure'

import {PreviewView} from '../preview/index.ts'
import {ReviewView} from '../review/index.ts'

/** The views of a document: of an article its preview and review too. */
export const defaultDocumentNode: DefaultDocumentNodeResolver = (S, {schemaType}) =>
  schemaType === 'article'
    ? S.document().views([
        S.view.form().title('Text'),
        S.view.component(PreviewView).id('preview').title('Preview'),
        S.view.component(ReviewView).id('review').title('Review'),
      ])
    : S.document().views([S.view.form()])
