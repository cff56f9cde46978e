import type {VFile} from 'vfile'

import type {Article, Person} from '#schemas'

import type {Content} from './approval/types.ts'
import type {Contributor, Preview} from './composition.ts'
import {findDocument} from './documents.ts'
import {report} from './report.ts'

/** Name the authors of an article, in its order; one who is not in the content is fatal. */
export function authorsOf(article: Article, content: Content, file: VFile): Contributor[] {
  return (article.authors ?? []).flatMap(({_key, _ref}) => {
    const path = `authors[_key==${JSON.stringify(_key)}]`
    return contributorOf(_ref, path, content, file) ?? []
  })
}

/** Read the expert's quote of an article, with its speaker. */
export function expertQuoteOf(
  article: Article,
  content: Content,
  file: VFile,
): Preview['expertQuote'] {
  const quote = article.expertQuote
  const person = quote && contributorOf(quote.person._ref, 'expertQuote.person', content, file)
  return quote && person ? {text: quote.text, person, ...(quote.role && {role: quote.role})} : null
}

function contributorOf(
  id: string,
  path: string,
  content: Content,
  file: VFile,
): Contributor | undefined {
  const person = findDocument(content, 'person', id)
  if (person) return toContributor(person)
  report(file, {
    ruleId: 'person-missing',
    severity: 'fatal',
    reason: `The person \`${id}\` is not in the content; publish them, or name another`,
    path,
  })
  return undefined
}

function toContributor({_id, affiliation, credentials, name, sample}: Person): Contributor {
  return {
    id: _id,
    name,
    credentials: [...(credentials ?? [])],
    ...(affiliation && {affiliation}),
    ...(sample && {sample}),
  }
}
