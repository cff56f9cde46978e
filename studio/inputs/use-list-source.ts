import {useCallback} from 'react'
import {getPublishedId, useDocumentOperation, useFormValue} from 'sanity'

import {randomKey} from './random-key.ts'
import {referenceTo} from './reference-to.ts'
import type {FoundSource} from './source-query.ts'

/**
 * Puts a work that the text of an article cites into the article's list of sources.
 *
 * Callbacks of the form reach only the part that is being edited, hence the document's own patch.
 */
export function useListSource(): (found: FoundSource) => void {
  const id = useFormValue(['_id'])
  const type = useFormValue(['_type'])
  const listed = useFormValue(['sources'])
  const {patch} = useDocumentOperation(
    getPublishedId(typeof id === 'string' ? id : ''),
    typeof type === 'string' ? type : 'article',
  )
  return useCallback(
    (found) => {
      if (type !== 'article') return
      const known = Array.isArray(listed) ? (listed as Array<{_ref?: string}>) : []
      if (known.some(({_ref}) => _ref === found._id)) return
      const member = {...referenceTo(found, 'citation'), _key: randomKey()}
      patch.execute([
        {setIfMissing: {sources: []}},
        {insert: {after: 'sources[-1]', items: [member]}},
      ])
    },
    [listed, patch, type],
  )
}
