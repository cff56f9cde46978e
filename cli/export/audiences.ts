import {createHash} from 'node:crypto'

import {everyone, exporters} from '#exports'
import {canonicalJson, compareText} from '#schemas'

import {usualFormats, type PublisherProfile} from './publisher-profiles.ts'

/** What the bytes of a bundle depend on besides the edition and what is known around it. */
export type Rendition = Pick<
  PublisherProfile,
  'formats' | 'articleUrl' | 'foreignLinks' | 'figureRights'
>

/** Who reads one index and one feed of a repository. */
export interface Audience {
  /** Safe as a folder; follows from the terms alone. */
  name: string
  /** Empty for all. */
  collections: readonly string[]
  /** Empty for all. */
  languages: readonly string[]
  embargoHours: number
  rendition: Rendition
  /** Ids of the publishers that read it, sorted. */
  publishers: readonly string[]
}

type Terms = Pick<Audience, 'collections' | 'languages' | 'embargoHours' | 'rendition'>

/**
 * Make the audiences of publishers: `all` first, then one for each distinct set of terms, by name.
 *
 * @param profiles
 *   In any order.
 * @param ownFormats
 *   Of `all`; where they are not given, every format that any publisher gets.
 */
export function audiencesOf(
  profiles: readonly PublisherProfile[],
  ownFormats?: readonly string[],
): Audience[] {
  const formats = ownFormats ?? unionOf(profiles)
  const own: Terms = {
    collections: [],
    languages: [],
    embargoHours: 0,
    rendition: {
      formats,
      articleUrl: null,
      foreignLinks: 'original-site',
      figureRights: 'own-site',
    },
  }
  const byTerms = new Map<string, {terms: Terms; publishers: string[]}>([
    [canonicalJson(own), {terms: own, publishers: []}],
  ])
  for (const profile of profiles.toSorted((a, b) => compareText(a.id, b.id))) {
    const terms = termsOf(profile)
    const key = canonicalJson(terms)
    const there = byTerms.get(key) ?? {terms, publishers: []}
    there.publishers.push(profile.id)
    byTerms.set(key, there)
  }
  const [first, ...others] = [...byTerms.values()].map(({terms, publishers}, index) => ({
    name: index === 0 ? everyone : nameOf(terms),
    ...terms,
    publishers,
  }))
  return [first!, ...others.toSorted((a, b) => compareText(a.name, b.name))]
}

function unionOf(profiles: readonly PublisherProfile[]): readonly string[] {
  const all = new Set(profiles.flatMap(({formats}) => formats))
  if (all.size === 0) return usualFormats
  return exporters.map(({name}) => name).filter((name) => all.has(name))
}

function termsOf(profile: PublisherProfile): Terms {
  const {collections, languages, embargoHours} = profile
  const {formats, articleUrl, foreignLinks, figureRights} = profile
  const rendition = {formats, articleUrl, foreignLinks, figureRights}
  return {collections, languages, embargoHours, rendition}
}

const usualRendition: Rendition = {
  formats: usualFormats,
  articleUrl: null,
  foreignLinks: 'original-site',
  figureRights: 'syndication',
}

/** `knee.en.24h`; with 8 hex digits of the terms where they are more than the name says. */
function nameOf(terms: Terms): string {
  const {collections, languages, embargoHours, rendition} = terms
  const parts = [partOf(collections), partOf(languages.map((tag) => tag.toLowerCase()))]
  const plain = [...parts.map(({text}) => text), `${embargoHours}h`].join('.')
  const isUsual = canonicalJson(rendition) === canonicalJson(usualRendition)
  const isWhole = parts.every(({isPlain}) => isPlain)
  if (isUsual && isWhole && plain.length <= 100) return plain
  const hash = createHash('sha256').update(canonicalJson(terms)).digest('hex').slice(0, 8)
  return `${plain.slice(0, 100)}.${hash}`
}

/** Names with `+` between them, `all` for none; what a path cannot hold is left out. */
function partOf(names: readonly string[]): {text: string; isPlain: boolean} {
  if (names.length === 0) return {text: everyone, isPlain: true}
  const safe = names.map((name) =>
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
  )
  const isPlain = safe.every((name, index) => name === names[index] && name !== everyone)
  return {text: safe.map((name) => name || 'x').join('+'), isPlain}
}
