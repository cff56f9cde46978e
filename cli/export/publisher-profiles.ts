import {exporters} from '#exports'
import {publishedId, type RawDocument} from '#pipeline'
import {checkLanguage, compareText, parseAs, type Publisher} from '#schemas'

/** What a `publisher` document asks for, checked and with its defaults. */
export interface PublisherProfile {
  /** Document id. */
  id: string
  name: string
  /** In the order of the list of formats; never empty. */
  formats: readonly string[]
  /** Sorted; empty for all. */
  collections: readonly string[]
  /** Sorted; empty for all. */
  languages: readonly string[]
  embargoHours: number
  /** Template of links between articles; null for that of each format. */
  articleUrl: string | null
  /** What becomes of a link to an article that it does not carry. */
  foreignLinks: 'original-site' | 'text'
  /** What a picture needs to be shown: `own-site` on pages, or `syndication` everywhere. */
  figureRights: 'own-site' | 'syndication'
}

/** Why a profile is refused. */
export interface ProfileFault {
  /** Document id. */
  publisher: string
  /** Path in the document; empty for the whole. */
  field: string
  message: string
  remedy: string
}

/** Formats where neither the command line nor a publisher's profile says which. */
export const usualFormats = ['html', 'json']

/** Longest embargo: a year, in hours. */
const maxEmbargoHours = 8784

/** Read every published `publisher` document; drafts do not count. In the order of their ids. */
export function readProfiles(documents: Iterable<RawDocument>): {
  profiles: PublisherProfile[]
  faults: ProfileFault[]
} {
  const published = [...documents].filter(
    ({_id, _type}) => _type === 'publisher' && _id === publishedId(_id),
  )
  const read = published.toSorted((a, b) => compareText(a._id, b._id)).map(readProfile)
  return {
    profiles: read.flatMap(({profile}) => profile ?? []),
    faults: read.flatMap(({faults}) => faults),
  }
}

function readProfile(document: RawDocument): {
  profile: PublisherProfile | null
  faults: ProfileFault[]
} {
  const parsed = parseAs('publisher', document)
  const fault = (field: string, message: string, remedy: string): ProfileFault => ({
    publisher: document._id,
    field,
    message,
    remedy,
  })
  if (!parsed.document) {
    const faults = parsed.problems.map(({path, message}) =>
      fault(path, message, 'Put it right in the Studio, under Publishers'),
    )
    return {profile: null, faults}
  }
  const faults = faultsOf(parsed.document, fault)
  return {profile: faults.length > 0 ? null : toProfile(parsed.document), faults}
}

type MakeFault = (field: string, message: string, remedy: string) => ProfileFault

function faultsOf(publisher: Publisher, fault: MakeFault): ProfileFault[] {
  const {formats = [], languages = [], collections = [], embargoHours = 0} = publisher
  const known = exporters.map(({name}) => name)
  return [
    ...formats
      .filter((name) => !known.includes(name))
      .map((name) =>
        fault('formats', `There is no format ${name}`, `Choose from ${known.join(', ')}`),
      ),
    ...languages
      .filter((tag) => checkLanguage(tag) !== true)
      .map((tag) =>
        fault('languages', `${tag} is no language tag`, 'Write it as in `en` or `pt-BR`'),
      ),
    ...collections
      .filter((name) => name.trim() === '')
      .map(() => fault('collections', 'A collection has no name', 'Remove it, or name it')),
    ...(embargoHours > maxEmbargoHours
      ? [fault('embargoHours', 'It is longer than a year', `At most ${maxEmbargoHours}`)]
      : []),
  ]
}

function toProfile(publisher: Publisher): PublisherProfile {
  const {_id, name, formats, collections, languages} = publisher
  const wanted = formats?.length ? formats : usualFormats
  return {
    id: _id,
    name,
    formats: exporters.map((exporter) => exporter.name).filter((each) => wanted.includes(each)),
    collections: sortedSet(collections),
    languages: sortedSet(languages),
    embargoHours: publisher.embargoHours ?? 0,
    articleUrl: publisher.articleUrl ?? null,
    foreignLinks: publisher.foreignLinks ?? 'original-site',
    figureRights: publisher.figureRights ?? 'syndication',
  }
}

function sortedSet(values: readonly string[] = []): string[] {
  return [...new Set(values)].toSorted(compareText)
}
