import {useMemo} from 'react'

import {publishedId} from '#pipeline'

import {useRecords} from '../../records/use-records.ts'
import {notesAbout, type Note} from './notes.ts'

/** The notes about an article, as they are now. */
export function useNotes(articleId: string): Note[] {
  const {documents} = useRecords()
  return useMemo(() => notesAbout(documents, publishedId(articleId)), [documents, articleId])
}
