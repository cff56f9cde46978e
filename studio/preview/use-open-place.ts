import {useCallback} from 'react'
import {pathToString} from 'sanity'
import {useRouter} from 'sanity/router'
import {usePaneRouter} from 'sanity/structure'

import {publishedId} from '#pipeline'

import {toStudioPath} from '../schema/index.ts'

/** A place in a document. */
interface Place {
  /** Id without `drafts.`. */
  document: string
  /** Its type; needed where it is another document than the one in this pane. */
  type: string | undefined
  /** Keyed path in it; empty for the whole. */
  path: string
}

/**
 * Open a field of a form: in this pane where it is of the document that the pane shows, else in a
 * pane of its own.
 *
 * @param own Id of the document of this pane.
 */
export function useOpenPlace(own: string): (place: Place) => void {
  const {params, setParams} = usePaneRouter()
  const {navigateIntent} = useRouter()
  return useCallback(
    ({document, path, type}) => {
      const field = pathToString(toStudioPath(path))
      if (document === publishedId(own)) {
        const {view: _view, path: _path, ...others} = params ?? {}
        setParams({...others, ...(field && {path: field})})
        return
      }
      if (type) navigateIntent('edit', {id: document, type, ...(field && {path: field})})
    },
    [navigateIntent, own, params, setParams],
  )
}
