import {useCallback} from 'react'
import {useFormValue} from 'sanity'

import {randomKey} from './random-key.ts'
import {referenceTo} from './reference-to.ts'
import type {FoundSource} from './source-query.ts'
import {usePatchDocument} from './use-patch-document.ts'

/** Puts a work that the text of an article cites into the article's list of sources. */
export function useListSource(): (found: FoundSource) => void {
  const type = useFormValue(['_type'])
  const listed = useFormValue(['sources'])
  const patchDocument = usePatchDocument()
  return useCallback(
    (found) => {
      if (type !== 'article') return
      const known = Array.isArray(listed) ? (listed as Array<{_ref?: string}>) : []
      if (known.some(({_ref}) => _ref === found._id)) return
      const member = {...referenceTo(found, 'citation'), _key: randomKey()}
      patchDocument([
        {setIfMissing: {sources: []}},
        {insert: {after: 'sources[-1]', items: [member]}},
      ])
    },
    [listed, patchDocument, type],
  )
}
