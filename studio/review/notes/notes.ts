import type {RawDocument} from '#pipeline'
import {parseAs, type ReviewNote} from '#schemas'

/** A note as stored. */
export type Note = ReviewNote

/** Read the notes about an article, in the order they were written. */
export function notesAbout(documents: ReadonlyMap<string, RawDocument>, article: string): Note[] {
  return [...documents.values()]
    .filter((document) => document._type === 'reviewNote' && document['article'] === article)
    .flatMap((document) => {
      const {document: note} = parseAs('reviewNote', document)
      return note ? [note] : []
    })
    .toSorted((a, b) => ((a._createdAt ?? '') < (b._createdAt ?? '') ? -1 : 1))
}

/** Open notes of one person about one version. */
export function openNotes(notes: readonly Note[], edition: string, author: string): Note[] {
  return notes.filter(
    (note) => note.state === 'open' && note.edition === edition && note.author === author,
  )
}

/** Put open notes into the words of a change request, so that what is signed says it all. */
export function requestWords(notes: readonly Note[]): string {
  return notes
    .map(({comment, quote, replacement, section}, index) => {
      const place = [section, quote && `“${quote}”`].filter(Boolean).join(', ')
      const wish = [comment, replacement && `Better: “${replacement}”`].filter(Boolean).join(' ')
      return `${notes.length > 1 ? `${index + 1}. ` : ''}${place ? `${place}: ` : ''}${wish}`
    })
    .join('\n')
}
