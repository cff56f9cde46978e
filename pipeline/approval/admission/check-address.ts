import {checkLanguage, checkSlug} from '#schemas'

import {isDeviceName} from '../document-id.ts'
import {own} from '../record.ts'
import type {Candidate} from './admission.ts'
import {RefusedError} from './refuse.ts'
import {slugOf} from './slug-taken.ts'

/** As long as BCP 47 asks software to take. */
const longestTag = 35

/**
 * Refuse an edition that has no address to come out under, or no name to be listed by.
 *
 * `submit` never seals one; whoever plants one and has it signed stops that edition alone, not
 * the repository that would hold it.
 *
 * @throws `RefusedError` `id-unusable`, `content-fatal`.
 */
export function checkAddress({payload}: Candidate): void {
  const {kind, article, content, language} = payload
  if (isDeviceName(article)) {
    const message = `\`${article}\` is the name of a device on Windows, which no file can have`
    throw new RefusedError('id-unusable', message)
  }
  if (language.length > longestTag)
    throw fatal(`language: Must have ${longestTag} characters at most`)
  const answer = checkLanguage(language)
  if (answer !== true) throw fatal(`language: ${answer}`)
  if (kind === 'site') return

  const slug = checkSlug(slugOf(payload))
  if (slug !== true) throw fatal(`slug: ${slug}`)
  const title = own(content.documents[content.root]!, 'title')
  if (typeof title !== 'string' || title.trim() === '') throw fatal('title: Must not be empty')
}

function fatal(reason: string): RefusedError {
  return new RefusedError('content-fatal', `It cannot be listed: ${reason}`)
}
