import {isRecord, own} from '../record.ts'
import type {ApprovedEdition, EditionPayload, Refusal} from '../types.ts'
import {refuse} from './refuse.ts'

/** Slugs of the pages that a site edition gives. */
const sitePageSlugs = ['expert-board', 'editorial-process'] as const

/** Slug of an article's edition; empty for the site, or when there is none. */
export function slugOf({kind, content}: EditionPayload): string {
  const root = Object.hasOwn(content.documents, content.root)
    ? content.documents[content.root]
    : undefined
  const slug = kind === 'article' && root ? own(root, 'slug') : undefined
  const current = isRecord(slug) ? own(slug, 'current') : undefined
  return typeof current === 'string' ? current : ''
}

/**
 * Refuse every edition whose slug and language another one has too: nobody can say whose it is.
 *
 * Letter case makes no difference, as on many file systems. The site's own pages keep theirs.
 */
export function withoutTakenSlugs(approved: readonly ApprovedEdition[]): {
  approved: ApprovedEdition[]
  refused: Refusal[]
} {
  const holders = new Map<string, string[]>()
  for (const {payload} of approved) {
    for (const address of addressesOf(payload)) {
      holders.set(address, [...(holders.get(address) ?? []), payload.id])
    }
  }

  const result: {approved: ApprovedEdition[]; refused: Refusal[]} = {approved: [], refused: []}
  const sites = new Set(
    approved.filter(({payload}) => payload.kind === 'site').map(({payload}) => payload.id),
  )
  for (const edition of approved) {
    const {payload} = edition
    const rivals = addressesOf(payload)
      .flatMap((address) => holders.get(address) ?? [])
      .filter((id) => id !== payload.id && (payload.kind === 'article' || sites.has(id)))
    if (rivals.length === 0) {
      result.approved.push(edition)
      continue
    }
    const what = payload.kind === 'site' ? 'its pages' : `the slug \`${slugOf(payload)}\``
    const message = `\`${rivals[0] ?? ''}\` has ${what} in ${payload.language} too`
    result.refused.push(refuse('slug-taken', payload, message))
  }
  return result
}

function addressesOf(payload: EditionPayload): string[] {
  const slugs = payload.kind === 'site' ? sitePageSlugs : [slugOf(payload)]
  return slugs.map((slug) => `${payload.language} ${slug}`.normalize('NFC').toLowerCase())
}
