import type {ApprovedEdition, EditionPayload, LedgerEntry} from '#pipeline'
import {compareText} from '#schemas'

import type {Audience} from './audiences.ts'

/** Tell whether an edition is among what an audience gets, whenever that is. */
export function carries(
  {collections, languages}: Pick<Audience, 'collections' | 'languages'>,
  payload: Pick<EditionPayload, 'kind' | 'language' | 'article' | 'content'>,
): boolean {
  const inLanguage =
    languages.length === 0 || languages.some((range) => covers(range, payload.language))
  if (!inLanguage || payload.kind === 'site' || collections.length === 0) return inLanguage
  const own = payload.content.documents[payload.article]?.['collections']
  return Array.isArray(own) && own.some((name) => collections.includes(String(name)))
}

/** What decides when an edition opens. */
export type Opening = Pick<ApprovedEdition, 'payload' | 'approvedAt'>

/** When each article first went out, by id and language: milliseconds. */
export type FirstExports = ReadonlyMap<string, number>

/** Find in the ledger when each article first went out, also where it was taken out since. */
export function firstExports(ledger: readonly LedgerEntry[]): FirstExports {
  const first = new Map<string, number>()
  for (const entry of ledger) {
    if (entry.event !== 'exported') continue
    const key = `${entry.article} ${entry.language}`
    if (!first.has(key)) first.set(key, Date.parse(entry.at))
  }
  return first
}

/**
 * Tell from when on an audience may have an edition: a UTC instant.
 *
 * An embargo holds back the first edition of an article alone: it counts from the last sign-off of
 * the edition, or from the first export of the article where that was earlier. So an update of what
 * is out is never held back. The site's own pages have no embargo.
 */
export function opensAt(
  {embargoHours}: Pick<Audience, 'embargoHours'>,
  {payload, approvedAt}: Opening,
  first: FirstExports,
): string {
  const out = first.get(`${payload.article} ${payload.language}`) ?? Infinity
  const base = Math.min(Date.parse(approvedAt), out)
  const hours = payload.kind === 'site' ? 0 : embargoHours
  return new Date(base + hours * 3_600_000).toISOString()
}

/** Tell whether an audience gets an edition now. */
export function isOpen(
  audience: Audience,
  edition: Opening,
  first: FirstExports,
  now: string,
): boolean {
  return (
    carries(audience, edition.payload) &&
    Date.parse(opensAt(audience, edition, first)) <= Date.parse(now)
  )
}

/** An edition that an audience does not have yet. */
export interface ComingOpening {
  audience: string
  article: string
  edition: string
  /** UTC instant. */
  opens: string
}

/** List what opens later, the next one first. */
export function openingsAfter(
  now: string,
  audiences: readonly Audience[],
  editions: readonly Opening[],
  first: FirstExports,
): ComingOpening[] {
  return audiences
    .flatMap((audience) =>
      editions
        .filter(({payload}) => carries(audience, payload))
        .map((edition) => ({
          audience: audience.name,
          article: edition.payload.article,
          edition: edition.payload.id,
          opens: opensAt(audience, edition, first),
        })),
    )
    .filter(({opens}) => Date.parse(opens) > Date.parse(now))
    .toSorted(
      (a, b) =>
        Date.parse(a.opens) - Date.parse(b.opens) ||
        compareText(a.audience, b.audience) ||
        compareText(a.edition, b.edition),
    )
}

/** Basic filtering of RFC 4647: `de` covers `de-CH`, not the other way round. */
function covers(range: string, language: string): boolean {
  const [wanted, tag] = [range.toLowerCase(), language.toLowerCase()]
  return tag === wanted || tag.startsWith(`${wanted}-`)
}
