import type {Notice, SiteInfo, SourceStatus} from '../composition.ts'
import type {Context, KnownArticle} from '../context.ts'
import type {Admission} from './admission/admission.ts'
import {isOverdue} from './admission/review-dates.ts'
import {slugOf} from './admission/slug-taken.ts'
import {own} from './record.ts'
import {referencesOf} from './references-of.ts'
import {siteInfo} from './site-info.ts'
import type {EditionPayload, VerifiedStatement} from './types.ts'
import {effectiveOf, updateOf} from './update-type.ts'

/** The record of source checks, by citation id; it lives outside the lake. */
export type SourceChecks = Readonly<Record<string, SourceStatus>>

const statuses = new Set(['current', 'corrected', 'expression-of-concern', 'retracted'])

/**
 * Make the context of every admitted edition, by article id (the site's by that of its settings).
 *
 * Computed from admitted editions, verified statements, the record of source checks and the date:
 * no document that can be edited lends a word. An edition learns only of the articles and sources
 * that it names, so that its output depends on nothing else.
 *
 * @param now
 *   UTC instant.
 */
export function contextsFor(
  admission: Admission,
  {sourceChecks, now}: {sourceChecks: SourceChecks; now: string},
): Map<string, Context> {
  const known = knownArticles(admission)
  const sites = admission.approved
    .filter(({payload}) => payload.kind === 'site')
    .map(({payload}) => ({language: payload.language, info: siteInfo(payload)}))
  const notices = noticesByArticle(admission.notices)

  return new Map(
    admission.approved.map((edition) => {
      const {payload, reviewDue} = edition
      return [
        payload.article,
        {
          articles: pick(linkedArticles(payload), known),
          sources: sourcesOf(payload, sourceChecks),
          notices: notices.get(payload.article) ?? [],
          overdue: isOverdue(reviewDue, now),
          site: siteFor(payload.language, sites),
          sample: admission.trust.sample,
          today: new Date(now).toISOString().slice(0, 10),
        },
      ]
    }),
  )
}

/**
 * Make the context that content is previewed with before anyone signed it: what an export would
 * know at this moment, so that the preview shows what would go out.
 *
 * @param now
 *   UTC instant.
 */
export function previewContext(
  {content, language}: Pick<EditionPayload, 'content' | 'language'>,
  admission: Admission,
  {sourceChecks, now}: {sourceChecks: SourceChecks; now: string},
): Context {
  const {approved, notices, trust} = admission
  const sites = approved
    .filter(({payload}) => payload.kind === 'site')
    .map(({payload}) => ({language: payload.language, info: siteInfo(payload)}))
  const out = approved.find(({payload}) => payload.article === content.root)
  return {
    articles: pick(linkedArticles({content}), knownArticles(admission)),
    sources: sourcesOf({content}, sourceChecks),
    notices: noticesByArticle(notices).get(content.root) ?? [],
    overdue: isOverdue(out?.reviewDue ?? null, now),
    site: siteFor(language, sites),
    sample: trust.sample,
    today: new Date(now).toISOString().slice(0, 10),
  }
}

function knownArticles({approved, withdrawn, refused}: Admission): Map<string, KnownArticle> {
  const known = new Map<string, KnownArticle>()
  // Nothing is known of an article that nobody signed but that it is there.
  for (const {article} of refused) {
    known.set(article, {status: 'unapproved', slug: '', language: '', title: ''})
  }
  for (const {article, slug, language} of withdrawn) {
    known.set(article, {status: 'withdrawn', slug, language, title: ''})
  }
  for (const {payload} of approved) {
    if (payload.kind === 'article') known.set(payload.article, liveArticle(payload))
  }
  return known
}

function liveArticle(payload: EditionPayload): KnownArticle {
  const title = own(payload.content.documents[payload.content.root]!, 'title')
  return {
    status: 'live',
    slug: slugOf(payload),
    language: payload.language,
    title: typeof title === 'string' ? title : '',
  }
}

function linkedArticles({content}: Pick<EditionPayload, 'content'>): string[] {
  return Object.values(content.documents).flatMap((document) =>
    referencesOf(document)
      .filter(({kind}) => kind === 'article')
      .map(({id}) => id),
  )
}

function pick(
  ids: readonly string[],
  known: ReadonlyMap<string, KnownArticle>,
): Context['articles'] {
  const picked = [...new Set(ids)].flatMap((id) => {
    const article = known.get(id)
    return article ? [[id, article] as const] : []
  })
  return Object.fromEntries(picked)
}

/** Take from the record the sound checks of the sources that a content cites. */
export function sourcesOf(
  {content}: Pick<EditionPayload, 'content'>,
  checks: SourceChecks,
): Context['sources'] {
  const checked = Object.values(content.documents).flatMap(({_id, _type}) => {
    const check = _type === 'citation' && Object.hasOwn(checks, _id) ? checks[_id] : undefined
    const isSound = check && statuses.has(check.status) && check.checkedAt !== undefined
    return isSound ? [[_id, check] as const] : []
  })
  return Object.fromEntries(checked)
}

/** The site's edition in that language, or in the same language of another region. */
function siteFor(
  language: string,
  sites: ReadonlyArray<{language: string; info: SiteInfo}>,
): SiteInfo | null {
  const exact = sites.find((site) => site.language === language)
  return (exact ?? sites.find((site) => primary(site.language) === primary(language)))?.info ?? null
}

/** Language without region or script. */
function primary(tag: string): string {
  return tag.split('-')[0]!.toLowerCase()
}

/** Oldest first. */
function noticesByArticle(statements: readonly VerifiedStatement[]): Map<string, Notice[]> {
  const notices = new Map<string, Notice[]>()
  for (const {statement} of statements) {
    const {kind, severity = 'editorial', notice, at, edition, article} = statement
    const update = updateOf(statement)
    const effective = effectiveOf(statement)
    if (notice === undefined || (kind !== 'correction' && kind !== 'restoration')) continue
    const list = notices.get(article) ?? []
    list.push({kind, ...(update && {update}), severity, text: notice, at, effective, edition})
    notices.set(article, list)
  }
  return notices
}
