import {describe, expect, it} from 'vitest'

import {
  notesAbout,
  openNotes,
  requestWords,
  type Note,
} from '../../../../studio/review/notes/notes.ts'

const note = (changes: Partial<Note> & {_createdAt?: string} = {}): Note => ({
  _id: 'note.1',
  _type: 'reviewNote',
  article: 'knee',
  edition: 'edition.knee.1',
  author: 'lake-max',
  state: 'open',
  comment: 'Name the time.',
  ...changes,
})

describe('review notes', () => {
  it('are read oldest first, without those of other articles and what is none', () => {
    const documents = new Map(
      [
        note({_id: 'note.2', _createdAt: '2026-03-02T00:00:00Z'}),
        note({_id: 'note.1', _createdAt: '2026-03-01T00:00:00Z'}),
        note({_id: 'note.3', article: 'hip'}),
        {_id: 'note.4', _type: 'reviewNote', article: 'knee', unknown: 1},
        {_id: 'knee', _type: 'article', article: 'knee'},
      ].map((document) => [document._id, {...document}]),
    )
    expect(notesAbout(documents, 'knee').map(({_id}) => _id)).toEqual(['note.1', 'note.2'])
  })

  it('start a change request with the open ones of its signer about that version', () => {
    const notes = [
      note({section: 'Treatment', quote: 'six weeks', replacement: 'eight weeks'}),
      note({_id: 'note.2', comment: 'Cite the guideline.'}),
      note({_id: 'note.3', state: 'settled'}),
      note({_id: 'note.4', author: 'lake-ann'}),
      note({_id: 'note.5', edition: 'edition.knee.2'}),
    ]
    expect(requestWords(openNotes(notes, 'edition.knee.1', 'lake-max'))).toBe(
      '1. Treatment, “six weeks”: Name the time. Better: “eight weeks”\n2. Cite the guideline.',
    )
  })
})
