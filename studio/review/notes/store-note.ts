import type {SanityClient} from '@sanity/client'

import type {RawDocument} from '#pipeline'

import {lakeMessage} from '../parts/lake-message.ts'
import type {Note} from './notes.ts'
import {replaceWords} from './replace-words.ts'

/** What somebody writes at a place. */
export type NewNote = Pick<
  Note,
  'article' | 'edition' | 'author' | 'section' | 'quote' | 'comment' | 'replacement'
>

/** Store a note. @throws `Error` with the lake's own message. */
export async function storeNote(client: SanityClient, note: NewNote): Promise<void> {
  const given = Object.entries(note).filter(([, value]) => value !== undefined && value !== '')
  await inPlainWords(
    client.create(
      {
        ...(Object.fromEntries(given) as NewNote),
        _id: `note.${crypto.randomUUID()}`,
        _type: 'reviewNote',
        state: 'open',
      },
      {visibility: 'sync'},
    ),
  )
}

/** Close a note. @throws `Error` with the lake's own message. */
export async function closeNote(
  client: SanityClient,
  id: string,
  state: 'declined' | 'settled' | 'open',
): Promise<void> {
  await inPlainWords(client.patch(id).set({state}).commit({visibility: 'sync'}))
}

/** Where the better words of a note would go: the document and what changes in it. */
export interface Acceptance {
  document: RawDocument
  set: Record<string, unknown>
}

/**
 * Find where a note's better words go: into the article, or a shared section in it.
 *
 * @returns Null where the quoted words are not there any more, or more than once.
 */
export function acceptanceOf(
  {article, quote, replacement}: Pick<Note, 'article' | 'quote' | 'replacement'>,
  documents: ReadonlyMap<string, RawDocument>,
  sharedSections: readonly string[],
): Acceptance | null {
  if (quote === undefined || replacement === undefined) return null
  const found = [article, ...sharedSections].flatMap((id) => {
    const document = documents.get(`drafts.${id}`) ?? documents.get(id)
    const set = document && replaceWords(document, quote, replacement)
    return document && set ? [{document, set}] : []
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/**
 * Put the better words of a note into the text, as an edit of whoever accepts them.
 *
 * @throws `Error` with the lake's own message, also when somebody edited the text meanwhile.
 */
export async function acceptNote(
  client: SanityClient,
  note: Note,
  {document, set}: Acceptance,
): Promise<void> {
  const {_id, _rev} = document
  const draftId = _id.startsWith('drafts.') ? _id : `drafts.${_id}`
  const transaction = client.transaction()
  if (draftId !== _id) transaction.createIfNotExists({...document, _id: draftId})
  transaction.patch(draftId, (patch) =>
    draftId === _id && typeof _rev === 'string'
      ? patch.set(set).ifRevisionId(_rev)
      : patch.set(set),
  )
  transaction.patch(note._id, (patch) => patch.set({state: 'accepted'}))
  await inPlainWords(transaction.commit({visibility: 'sync'}))
}

async function inPlainWords(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    throw new Error(lakeMessage(error), {cause: error})
  }
}
