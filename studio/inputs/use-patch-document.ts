import {useCallback} from 'react'
import {getPublishedId, useDocumentOperation, useFormValue, useGetFormValue} from 'sanity'

/** Patches as the lake takes them, with paths from the document. */
export type DocumentPatches = Parameters<
  ReturnType<typeof useDocumentOperation>['patch']['execute']
>[0]

/**
 * Change the document that is being edited anywhere in it.
 *
 * What an input is handed reaches only its own part: also the callbacks of the form, whose paths
 * are those of the field around it. A document that was just begun is stored with what the form
 * shows: its initial values.
 */
export function usePatchDocument(): (patches: DocumentPatches) => void {
  const id = useFormValue(['_id'])
  const type = useFormValue(['_type'])
  const {patch} = useDocumentOperation(
    getPublishedId(typeof id === 'string' ? id : ''),
    typeof type === 'string' ? type : 'article',
  )
  const formValue = useGetFormValue()
  return useCallback(
    (patches) => patch.execute(patches, formValue([]) as Record<string, unknown>),
    [formValue, patch],
  )
}
