import type {Element} from 'hast'
import {h} from 'hastscript'

import type {NumberedReference, OutlineEntry} from '#pipeline'

import {noticeTitle} from '../../../labels/labels.ts'
import {webUrl} from '../../../web-url.ts'
import type {View} from '../../../article/view.ts'
import {latestSignOffs} from '../../../article/parts/people.ts'

type Json = null | string | number | Json[] | {[name: string]: Json}

/** schema.org's name for each aspect; it has none for diagnosis, screening is the nearest. */
const aspects: Record<string, string> = {
  overview: 'OverviewHealthAspect',
  causes: 'CausesHealthAspect',
  symptoms: 'SymptomsHealthAspect',
  diagnosis: 'ScreeningHealthAspect',
  treatment: 'TreatmentsHealthAspect',
  'self-care': 'SelfCareHealthAspect',
  'when-to-seek-care': 'SeeDoctorHealthAspect',
  prevention: 'PreventionHealthAspect',
  outlook: 'PrognosisHealthAspect',
}

const codeSystems: Record<string, string> = {
  mesh: 'MeSH',
  'snomed-ct': 'SNOMED-CT',
  'icd-10': 'ICD-10',
}

/**
 * What machines read: schema.org's `MedicalWebPage` of an article, `WebPage` of a page of the site.
 *
 * Under sample keys it names no reviewer. A data block: no browser runs it.
 */
export function toJsonLd(view: View): Element {
  const isArticle = view.composition.page === 'article'
  const data = {
    '@context': 'https://schema.org',
    '@type': isArticle ? 'MedicalWebPage' : 'WebPage',
    ...describePage(view),
    ...describeApproval(view),
    ...(isArticle ? describeArticle(view) : {}),
  }
  return h('script', {type: 'application/ld+json'}, toSafeJson(data))
}

/** Write JSON that holds no character which HTML or an old JavaScript parser could end at. */
export function toSafeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function describePage({composition, publicUrl}: View): {[name: string]: Json} {
  const {site, licence} = composition
  return {
    ...(publicUrl ? {'@id': publicUrl, url: publicUrl} : {}),
    name: composition.title,
    headline: composition.title,
    ...(composition.summary ? {description: composition.summary} : {}),
    inLanguage: composition.language,
    ...(site ? {publisher: toOrganization(site.name, webUrl(site.url)?.href)} : {}),
    ...(licence ? {license: webUrl(licence.url)?.href ?? licence.name} : {}),
  }
}

function describeApproval(view: View): {[name: string]: Json} {
  const {approval, sample, notices} = view.composition
  if (!approval) return {creativeWorkStatus: 'Draft'}
  const reviewers = sample ? [] : latestSignOffs(view, 'medical-expert')
  const corrections = notices.filter((notice) => notice.kind === 'correction')
  return {
    identifier: approval.edition,
    version: approval.number,
    dateModified: approval.sealedAt,
    lastReviewed: approval.lastReviewed.slice(0, 10),
    ...(reviewers.length > 0 ? {reviewedBy: reviewers.map(toPerson)} : {}),
    ...(corrections.length > 0
      ? {
          correction: corrections.map((notice) => ({
            '@type': 'CorrectionComment',
            name: noticeTitle(notice, view.labels).name,
            text: notice.text,
            datePublished: notice.effective,
          })),
        }
      : {}),
  }
}

function describeArticle({composition, publicUrl}: View): {[name: string]: Json} {
  const {audience, topics, references, work, translatedFrom, authors} = composition
  return {
    medicalAudience: {
      '@type': 'MedicalAudience',
      audienceType: audience === 'patient' ? 'Patient' : 'Clinician',
    },
    ...(topics.length > 0
      ? {
          about: topics.map(({system, code, label}) => ({
            '@type': 'MedicalEntity',
            name: label ?? code,
            code: {
              '@type': 'MedicalCode',
              codeValue: code,
              codingSystem: codeSystems[system] ?? system,
            },
          })),
        }
      : {}),
    ...(authors.length > 0 ? {author: authors.map(toPerson)} : {}),
    hasPart: listAspects(composition.outline, publicUrl ?? ''),
    citation: references.map(toCitation),
    ...(work ? {exampleOfWork: {'@type': 'CreativeWork', identifier: work}} : {}),
    ...(translatedFrom
      ? {translationOfWork: {'@type': 'MedicalWebPage', identifier: translatedFrom}}
      : {}),
    wordCount: composition.words,
    timeRequired: `PT${composition.readingMinutes}M`,
  }
}

/** Each section that has a health aspect, as a part of its own. */
function listAspects(outline: OutlineEntry[], publicUrl: string): Json[] {
  return outline.flatMap((entry) => {
    const aspect = entry.aspect === undefined ? undefined : aspects[entry.aspect]
    const parts = listAspects(entry.children, publicUrl)
    if (aspect === undefined) return parts
    const part = {
      '@type': 'HealthTopicContent',
      name: entry.title,
      url: `${publicUrl}#${entry.id}`,
      hasHealthAspect: `https://schema.org/${aspect}`,
    }
    return [part, ...parts]
  })
}

function toCitation({citation}: NumberedReference): Json {
  const {kind, title, doi, pmid, url, issued, authors} = citation
  const sameAs = [
    doi && `https://doi.org/${encodeURI(doi)}`,
    pmid && `https://pubmed.ncbi.nlm.nih.gov/${encodeURIComponent(pmid)}/`,
    webUrl(url)?.href,
  ].filter((address) => address !== undefined && address !== '')
  return {
    '@type': kind === 'article-journal' ? 'ScholarlyArticle' : 'CreativeWork',
    name: title,
    ...(authors && authors.length > 0
      ? {
          author: authors.map(({family, given, literal}) =>
            literal
              ? toOrganization(literal)
              : {'@type': 'Person', name: [given, family].filter(Boolean).join(' ')},
          ),
        }
      : {}),
    ...(issued ? {datePublished: toIsoDate(issued)} : {}),
    ...(sameAs.length > 0 ? {sameAs: sameAs as string[]} : {}),
  }
}

function toIsoDate(date: {year: number; month?: number; day?: number}): string {
  const parts = [String(date.year).padStart(4, '0')]
  if (date.month) parts.push(String(date.month).padStart(2, '0'))
  if (date.month && date.day) parts.push(String(date.day).padStart(2, '0'))
  return parts.join('-')
}

function toPerson(person: {name: string; credentials: string[]; affiliation?: string}): {
  [name: string]: Json
} {
  const {name, credentials, affiliation} = person
  return {
    '@type': 'Person',
    name,
    ...(credentials.length > 0 ? {honorificSuffix: credentials.join(', ')} : {}),
    ...(affiliation ? {affiliation: toOrganization(affiliation)} : {}),
  }
}

function toOrganization(name: string, url?: string): {[name: string]: Json} {
  return {'@type': 'Organization', name, ...(url ? {url} : {})}
}
