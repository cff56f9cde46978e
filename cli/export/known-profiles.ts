import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {formerOf, keptClosedMs, licencesText, type Licence} from '#exports'
import type {RawDocument} from '#pipeline'
import {compareText, JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import {readLicences} from '../delivery/server/token-store.ts'
import {writeDurably} from '../home/durable.ts'
import type {Home} from '../home/paths.ts'
import type {Audience} from './audiences.ts'
import {readProfiles, type ProfileFault, type PublisherProfile} from './publisher-profiles.ts'

/**
 * Read the profiles of a source; a publisher whose profile has a fault keeps the last one that had
 * none, so that a slip of the pen holds back no withdrawal.
 */
export function knownProfiles(
  home: Home,
  documents: Iterable<RawDocument>,
): {profiles: PublisherProfile[]; faults: ProfileFault[]} {
  const {profiles, faults} = readProfiles(documents)
  const faulty = new Set(faults.map(({publisher}) => publisher))
  if (faulty.size === 0) return {profiles, faults}
  const last = lastProfiles(home).filter(({id}) => faulty.has(id))
  return {
    profiles: [...profiles, ...last].toSorted((a, b) => compareText(a.id, b.id)),
    faults: faults.map((fault) => ({
      ...fault,
      remedy: last.some(({id}) => id === fault.publisher)
        ? `${fault.remedy}; until then the profile of before holds`
        : `${fault.remedy}; until then this publisher gets nothing`,
    })),
  }
}

/**
 * Keep profiles, and who is licensed for what, for all that works while the lake is down.
 *
 * @param change What publishers were licensed for before, and the UTC instant of now.
 */
export function keepProfiles(
  {delivery}: Home,
  profiles: readonly PublisherProfile[],
  audiences: readonly Audience[],
  {before, now}: {before: readonly Licence[]; now: string},
): void {
  keep(join(delivery, 'profiles.json'), `${JSON.stringify({format: 1, profiles}, null, 2)}\n`)
  const licences = profiles.map((profile) => {
    const audience = audiences.find(({publishers}) => publishers.includes(profile.id))?.name ?? ''
    const former = formerAudiences(
      before.find(({id}) => id === profile.id),
      audience,
      now,
    )
    return {...licenceOf(profile, audience), ...(former.length > 0 && {former})}
  })
  keep(join(delivery, 'publishers.json'), licencesText(licences))
}

function licenceOf(profile: PublisherProfile, audience: string): Licence {
  return {
    id: profile.id,
    name: profile.name,
    audience,
    collections: [...profile.collections],
    languages: [...profile.languages],
    formats: [...profile.formats],
    embargoHours: profile.embargoHours,
  }
}

/** What a publisher had before, until what is left of it is deleted. */
function formerAudiences(
  before: Licence | undefined,
  audience: string,
  now: string,
): NonNullable<Licence['former']> {
  if (!before) return []
  const until = new Date(Date.parse(now) + keptClosedMs).toISOString()
  const left = before.audience === '' ? [] : [{audience: before.audience, until}]
  return [
    ...formerOf(before, now).filter((one) => one.audience !== before.audience),
    ...left,
  ].filter((one) => one.audience !== audience)
}

function keep(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  writeDurably(path, text, 0o600)
}

/**
 * Read the profiles that the last export went by; what cannot be read any more is none.
 */
export function lastProfiles({delivery}: Home): PublisherProfile[] {
  const path = join(delivery, 'profiles.json')
  if (!existsSync(path)) return []
  try {
    const value = parseStrictJson(readFileSync(path, 'utf8'), {name: path})
    const {profiles} = value as {profiles?: PublisherProfile[]}
    return Array.isArray(profiles) ? profiles : []
  } catch (error) {
    if (error instanceof JsonError) return []
    throw error
  }
}

/** Read who was licensed for what by the last export; what cannot be read any more is none. */
export function lastLicences(home: Home): Licence[] {
  try {
    return readLicences(home)
  } catch (error) {
    // The export that asks writes the file anew.
    if (error instanceof CommandError) return []
    throw error
  }
}
