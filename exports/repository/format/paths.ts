/** Where things lie in a repository. */

export const trustPath = 'trust.dsse.json'

/** Audience of the publisher's own: everything, without embargo. */
export const everyone = 'all'

export function audienceFolder(audience: string): string {
  return `audiences/${audience}`
}

export function headPath(audience: string): string {
  return `${audienceFolder(audience)}/head.dsse.json`
}

export function indexPath(audience: string, version: number): string {
  return `${audienceFolder(audience)}/index/${version}.dsse.json`
}

/** @param page From 1. */
export function feedPagePath(audience: string, page: number): string {
  return `${audienceFolder(audience)}/feed/${page}.ndjson`
}

export function pointerPath(audience: string, entry: {article: string; language: string}): string {
  return `${audienceFolder(audience)}/current/${entry.article}.${entry.language}.json`
}

export function tombstoneFolder(entry: {article: string; language: string}): string {
  return `tombstones/${entry.article}.${entry.language}`
}

/** @param version From 2: the first is the root key that was given out. */
export function rootPath(version: number): string {
  return `roots/${version}.ndjson`
}

export function zipPath(bundle: string): string {
  return `bundles/${bundle}.zip`
}
