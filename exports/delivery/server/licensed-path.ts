import {everyone, tombstoneFolder} from '../../repository/format/paths.ts'
import type {AudienceView, Catalogue, ReadTombstone} from './catalogue.ts'
import {isLicensedFile} from './formats.ts'
import type {Licence} from './licence.ts'

/** What a licence finds at a path of the repository. */
export type Found =
  | {kind: 'file'; path: string; isForGood: boolean}
  | {kind: 'gone'; tombstone: ReadTombstone}

/**
 * Find what lies at a path for a licence; null for what it must not know of.
 *
 * Only what the layout of a repository has is ever looked for; of other audiences, and of bundles
 * that its own index does not name, nothing is said. Of audiences that it had before and that were
 * closed, it finds the feed and tombstones.
 */
export async function findLicensed(
  path: string,
  licence: Licence,
  {view, former}: {view: AudienceView; former: ReadonlyMap<string, AudienceView>},
  catalogue: Catalogue,
): Promise<Found | null> {
  const [top = '', name = '', ...rest] = path.split('/')
  if (/^(marrow-repository\.json|trust\.(dsse\.json|pae|sig))$/.test(path)) return file(path)
  if (top === 'roots' && rest.length === 0) return file(path)
  if (top === 'audiences') {
    const read = name === licence.audience ? view : former.get(name)
    return read ? ofAudience(path, rest, read) : null
  }
  if (top === 'bundles') return ofBundles(path, name, rest, {licence, view, catalogue})
  if (top === 'tombstones') {
    const told = [...former.values()].flatMap((one) => withdrawnIn(one, {languages: []}))
    const isOwn = [...withdrawnIn(view, licence), ...told].some(
      (entry) => tombstoneFolder(entry) === `${top}/${name}`,
    )
    return isOwn ? file(path) : null
  }
  if (top === 'latest' || (top === 'views' && /^[0-9a-f]{64}$/.test(name))) {
    return licence.audience === everyone ? inView(path, {licence, view, catalogue}) : null
  }
  return null
}

/** Withdrawn entries that a licence is told of. */
function withdrawnIn({entries}: AudienceView, {languages}: Pick<Licence, 'languages'>) {
  return entries.flatMap((entry) =>
    entry.status === 'withdrawn' && speaks(languages, entry.language) ? [entry] : [],
  )
}

/** Whether a licence has a language: one without languages has all, and `en` has `en-GB`, too. */
export function speaks(languages: readonly string[], language: string): boolean {
  const spoken = language.toLowerCase()
  return (
    languages.length === 0 ||
    languages.some((range) => `${spoken}-`.startsWith(`${range.toLowerCase()}-`))
  )
}

function file(path: string, isForGood = false): Found {
  return {kind: 'file', path, isForGood}
}

/** A page of the feed never changes once the feed has gone beyond it, an index never. */
function ofAudience(path: string, [folder, name]: string[], {head}: AudienceView): Found {
  const page = Number(/^(\d+)\.ndjson$/.exec(name ?? '')?.[1] ?? Infinity)
  const isFull = folder === 'feed' && page * 100 <= head.feed.seq
  return file(path, folder === 'index' || isFull)
}

interface Sight {
  licence: Licence
  view: AudienceView
  catalogue: Catalogue
}

async function ofBundles(
  path: string,
  name: string,
  rest: readonly string[],
  sight: Sight,
): Promise<Found | null> {
  const bundle = name.replace(/\.zip$/, '')
  if (!/^[0-9a-f]{64}$/.test(bundle) || (rest.length > 0 && name !== bundle)) return null
  const {licence, view, catalogue} = sight
  const entry = view.bundles.get(bundle)
  if (!entry) return goneBundle(path, bundle, sight)
  if (!speaks(licence.languages, entry.language)) return null
  if (rest.length > 0) {
    return isLicensedFile(path, licence.formats) ? file(path, true) : null
  }
  // A zip holds every format: one outside the licence keeps all of it back.
  const manifest = await catalogue.manifest(bundle)
  const isWhole = manifest?.files.every(
    ({path, role}) => role === 'evidence' || isLicensedFile(path, licence.formats),
  )
  return isWhole ? file(path, true) : null
}

async function goneBundle(path: string, bundle: string, sight: Sight): Promise<Found | null> {
  const tombstone = await sight.catalogue.tombstone(`bundles/${bundle}/tombstone.dsse.json`)
  if (!tombstone || !isTold(tombstone, sight)) return null
  return path === tombstone.path ? file(path) : {kind: 'gone', tombstone}
}

/** Whether the index of a licence has the article that a tombstone is about. */
function isTold({tombstone}: ReadTombstone, {view, licence}: Sight): boolean {
  const entries = view.articles.get(tombstone.article) ?? []
  return entries.some(
    ({language}) => language === tombstone.language && speaks(licence.languages, language),
  )
}

/** Pages to browse; one that is not there may have been taken out. */
async function inView(path: string, sight: Sight): Promise<Found | null> {
  const {licence, view, catalogue} = sight
  if (!isLicensedFile(path, licence.formats)) return null
  const steps = path.split('/')
  // Views are swapped whole: what counts is the path from the newest one.
  const below = steps.slice(steps[0] === 'views' ? 2 : 1).join('/')
  for (const entry of withdrawnIn(view, licence)) {
    const tombstone = await catalogue.tombstone(entry.tombstone.path)
    // Of what caches must forget, its pages; the list of all pages is written anew, and stays.
    const pages = tombstone?.tombstone.purge.filter((path) => /^latest\/.+\/$/.test(path)) ?? []
    if (tombstone && pages.some((page) => covers(page, `latest/${below}`))) {
      return {kind: 'gone', tombstone}
    }
  }
  return file(path)
}

/** Whether a path is in a folder, which ends with `/`, or is that. */
function covers(folder: string, path: string): boolean {
  return `${path}/`.startsWith(folder)
}
