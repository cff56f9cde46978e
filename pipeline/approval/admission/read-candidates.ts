import {hasId, parseEditionId} from '../document-id.ts'
import {EditionError} from '../edition-error.ts'
import {readEdition} from '../read-edition.ts'
import {own} from '../record.ts'
import type {EditionDocument, RawDocument, Refusal} from '../types.ts'
import type {Candidate} from './admission.ts'
import {refuse} from './refuse.ts'

/** Editions that can be read, by article, and a refusal for each that cannot. */
export interface ReadCandidates {
  candidates: ReadonlyMap<string, Candidate[]>
  refused: Refusal[]
}

/** Read every edition by itself: one that cannot be read is refused and stops no other. */
export async function readCandidates(documents: readonly RawDocument[]): Promise<ReadCandidates> {
  const candidates = new Map<string, Candidate[]>()
  const refused: Refusal[] = []
  const counts = new Map<string, number>()
  for (const {_id} of documents.filter(hasId)) counts.set(_id, (counts.get(_id) ?? 0) + 1)

  for (const document of documents) {
    if (!hasId(document)) {
      const nowhere = {id: null, article: '', number: null, language: null}
      refused.push(refuse('edition-malformed', nowhere, 'There is an edition without an `_id`'))
      continue
    }
    try {
      if ((counts.get(document._id) ?? 0) > 1) {
        throw new EditionError('edition-malformed', `Two documents have the id \`${document._id}\``)
      }
      const payload = await readEdition(document)
      const {payload: sealed, digest} = document as EditionDocument
      const candidate = {id: payload.id, payload, sealed, digest}
      const list = candidates.get(payload.article)
      if (list) list.push(candidate)
      else candidates.set(payload.article, [candidate])
    } catch (cause) {
      refused.push(unreadable(document, cause))
    }
  }
  return {candidates, refused}
}

function unreadable(document: RawDocument, cause: unknown): Refusal {
  const code = cause instanceof EditionError ? cause.code : 'edition-malformed'
  const message = cause instanceof Error ? cause.message : String(cause)
  const parsed = parseEditionId(document._id)
  const article = own(document, 'article')
  const language = own(document, 'language')
  return refuse(
    code,
    {
      id: document._id,
      article: parsed?.article ?? (typeof article === 'string' ? article : ''),
      number: parsed?.number ?? null,
      language: typeof language === 'string' ? language : null,
    },
    message,
  )
}
