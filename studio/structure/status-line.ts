import type {RawDocument} from '#pipeline'

import type {ArticleStatus} from '../records/records.ts'
import {dayOf} from '../review/parts/dates.ts'

/**
 * Say in a line what one wants to know of an article in a list: language, who is asked, by when.
 *
 * @param documents
 *   By id, for the names of people.
 */
export function statusLine(
  status: ArticleStatus,
  documents: ReadonlyMap<string, RawDocument>,
): string {
  const {kind, language, work, dueDate, wantedReviewers, approved, exported} = status
  const parts = [kind === 'site' ? 'Site pages' : languageName(language)]
  const isUnderReview = work === 'in-review' || work === 'changes-requested'
  if (isUnderReview && wantedReviewers.length > 0) {
    parts.push(`asks ${wantedReviewers.map((id) => nameOf(id, documents)).join(', ')}`)
  }
  if (isUnderReview && dueDate) parts.push(`due ${dayOf(dueDate)}`)
  if (!isUnderReview && exported) parts.push(`version ${exported.number} is out`)
  if (!isUnderReview && approved?.reviewDue) parts.push(`review by ${dayOf(approved.reviewDue)}`)
  return parts.join(' · ')
}

/** The name of a person; their id where nothing is known of them. */
export function nameOf(id: string, documents: ReadonlyMap<string, RawDocument>): string {
  const person = documents.get(`drafts.${id}`) ?? documents.get(id)
  const name = person?.['name']
  return typeof name === 'string' && name !== '' ? name : id
}

const languages = new Intl.DisplayNames('en', {type: 'language', fallback: 'code'})

/** The English name of a language; the code where it has none. */
export function languageName(code: string): string {
  try {
    return languages.of(code) ?? code
  } catch {
    return code
  }
}
