import type {Approval, Composition, FigureUse, Notice, SignOff} from '#pipeline'
import {compareText} from '#schemas'

import {schemaId} from './article-schema.ts'
import type {JsonOptions} from './options.ts'
import {toSections} from './sections.ts'
import {toSources} from './sources.ts'
import {syndicated} from './syndicated.ts'

/** Version of the format: additive within a major one. */
const formatVersion = '1.1'

/** What a consumer shows above what was signed with sample keys. */
export const sampleNotice =
  'Sample content, not reviewed by a physician. It was signed with sample keys. Do not rely on it.'

/**
 * Describe a composition as `article.json` has it.
 *
 * Under sample keys it has a notice and names no reviewer.
 */
export async function toArticleJson(
  composition: Composition,
  options: JsonOptions,
): Promise<object> {
  const {approval, expertQuote, sample} = composition
  return {
    $schema: schemaId,
    format: 'marrow-article',
    formatVersion,
    ...facts(composition),
    status: composition.kind === 'publication' ? 'published' : 'preview',
    sample,
    ...(sample && {sampleNotice}),
    edition: approval && toEdition(approval),
    dates: approval && toDates(approval),
    signOffs: approval ? approval.signOffs.map(toSignOff) : [],
    ...(approval && !sample && {reviewedBy: reviewers(approval.signOffs)}),
    notices: composition.notices.map(toNotice),
    authors: composition.authors.map(toPerson),
    expertQuote: expertQuote && {
      text: expertQuote.text,
      person: toPerson(expertQuote.person),
      ...(expertQuote.role && {role: expertQuote.role}),
    },
    sections: toSections(composition, options),
    leadFigure: composition.leadFigure?.id ?? null,
    figures: figuresOf(composition).map(toFigure),
    assets: toAssets(composition),
    sources: await toSources(composition.references, options),
    terms: composition.terms.map(({id, abbreviation, expansion, definition, anchor}) => ({
      id,
      abbreviation,
      expansion,
      definition,
      anchor,
    })),
    related: composition.related.map(toLink),
    site: toSite(composition),
  }
}

function facts(composition: Composition): object {
  const {page, id, slug, language, direction, title, summary, audience} = composition
  const {licence, work, translatedFrom, words, readingMinutes} = composition
  return {
    page,
    id,
    slug,
    language,
    direction,
    title,
    summary,
    keyPoints: composition.keyPoints,
    audience,
    topics: composition.topics.map(({system, code, label}) => ({system, code, label})),
    collections: composition.collections,
    licence: licence && toLicence(licence),
    work,
    translatedFrom,
    words,
    readingMinutes,
  }
}

function toEdition({edition, number, digest, emergency}: Approval): object {
  return {id: edition, number, digest, emergency}
}

function toDates({sealedAt, lastReviewed, reviewDue, overdue, validUntil}: Approval): object {
  return {sealedAt, lastReviewed, reviewDue, overdue, validUntil}
}

function toNotice({kind, update, severity, text, at, effective, edition}: Notice): object {
  return {kind, update, severity, text, at, effective, edition}
}

function toSignOff(signOff: SignOff): object {
  const {signer, name, credentials, role, meaning, at, zone, conflicts} = signOff
  return {signer, name, credentials, role, meaning, at, zone, conflicts}
}

/** Name each medical expert once, with the latest sign-off, in the order of their first. */
function reviewers(signOffs: readonly SignOff[]): object[] {
  const latest = new Map<string, SignOff>()
  for (const signOff of signOffs) {
    const other = latest.get(signOff.signer)
    const isLater = !other || Date.parse(signOff.at) >= Date.parse(other.at)
    if (signOff.role === 'medical-expert' && isLater) latest.set(signOff.signer, signOff)
  }
  return [...latest.values()].map(({signer, name, credentials, at}) => ({
    signer,
    name,
    credentials,
    at,
  }))
}

function toPerson({id, name, credentials, affiliation, sample}: Composition['authors'][number]) {
  return {id, name, credentials, affiliation, ...(sample && {sample})}
}

/** List every figure once, the lead one first. */
function figuresOf({figures, leadFigure}: Composition): FigureUse[] {
  const all = [...(leadFigure ? [leadFigure] : []), ...Object.values(figures)]
  return [...new Map(all.map((figure) => [figure.id, figure])).values()]
}

function toFigure(figure: FigureUse): object {
  const {id, alt, caption, credit, licence, uses, rightsExpire, asset} = figure
  const maySyndicate = uses.includes('syndication')
  return {
    id,
    alt,
    caption,
    credit,
    licence: toLicence(licence),
    uses,
    rightsExpire,
    width: asset.width,
    height: asset.height,
    asset: maySyndicate ? asset.path : null,
  }
}

function toAssets(composition: Composition): object[] {
  const assets = new Map(syndicated(composition).map(({asset}) => [asset.path, asset]))
  return [...assets.keys()].toSorted(compareText).map((path) => {
    const {sha256, mediaType, width, height} = assets.get(path)!
    return {path, mediaType, sha256, width, height}
  })
}

function toLicence({name, url}: {name: string; url?: string}): object {
  return {name, url}
}

function toLink({id, slug, language, title}: Composition['related'][number]): object {
  return {id, slug, language, title}
}

function toSite({site}: Composition): object | null {
  if (!site) return null
  const {name, url, disclaimer, sourcing, feedbackUrl} = site
  return {
    name,
    url,
    disclaimer,
    sourcing,
    feedbackUrl,
    shareTargets: site.shareTargets.map(({name: label, urlTemplate}) => ({
      name: label,
      urlTemplate,
    })),
    pages: site.pages.map(toLink),
  }
}
