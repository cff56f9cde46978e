import {compareText, sha256Hex} from '#schemas'

import type {BundleManifest} from '../bundle/bundle-manifest.ts'
import {pathFaults} from '../bundle/path-faults.ts'
import {bagPath} from '../bundle/rights.ts'
import {listPage} from './list-page.ts'
import {RepositoryError} from './repository-error.ts'
import type {Tombstone} from './format/head.ts'
import {tombstoneFolder} from './format/paths.ts'
import {pageFolder, type Shelved} from './shelf.ts'

/** One file of the browsable view: a copy of a bundle's artifact. */
interface ViewFile {
  /** Below `latest/`. */
  path: string
  sha256: string
  bytes: number
  /** Where its bytes lie in the repository. */
  from: string
}

/** What `latest` shows: pages of every live article, notices of withdrawn ones, a page that lists them. */
export interface View {
  /** Hex sha256 over the sorted list of its files: its name below `views/`. */
  digest: string
  files: ViewFile[]
  /** Bytes of its `index.html`. */
  listPage: Uint8Array
}

/** What a view is laid out from: an audience's bundles by their manifests, and tombstones. */
export interface ViewContents {
  shelf: ReadonlyArray<Pick<Shelved, 'entry' | 'manifest'>>
  withdrawn: readonly Tombstone[]
  publisher: {name: string}
  sample: boolean
}

/**
 * Lay out the view of a set of bundles; a pure function, so that a verifier lays it out again.
 *
 * @throws `RepositoryError` `page-taken` for two pages with one folder, or a path code for a slug
 *   that cannot be a folder's name.
 */
export async function layOutView(contents: ViewContents): Promise<View> {
  const taken = new Map<string, string>()
  const files: ViewFile[] = []
  for (const {entry, manifest} of contents.shelf) {
    for (const page of manifest.pages) {
      const folder = pageFolder(page)
      const other = taken.get(folder)
      if (other !== undefined) {
        throw new RepositoryError(
          'page-taken',
          folder,
          `is the page of ${other} and of ${entry.edition}; change the slug of one`,
        )
      }
      taken.set(folder, entry.edition)
      files.push(...pageFiles(folder, page.folder, entry.bundle, manifest))
    }
  }
  for (const tombstone of contents.withdrawn) {
    const folder = pageFolder(tombstone)
    // Where its address went to another article, the notice has none any more.
    if (tombstone.slug === '' || taken.has(folder)) continue
    taken.set(folder, tombstone.edition)
    files.push(...noticeFiles(folder, tombstone))
  }
  files.sort((a, b) => compareText(a.path, b.path))

  const html = new TextEncoder().encode(listPage(contents))
  const [fault] = pathFaults(['index.html', ...files.map((file) => file.path)])
  if (fault) throw new RepositoryError(fault.code, fault.path, fault.message)
  const lines = files.map((file) => `${file.sha256}  ${file.path}\n`)
  const digest = await sha256Hex(`${await sha256Hex(html)}  index.html\n${lines.join('')}`)
  return {digest, files, listPage: html}
}

/** A withdrawn page goes on answering at its address: with the notice. */
function noticeFiles(folder: string, tombstone: Tombstone): ViewFile[] {
  return tombstone.files.map(({path, sha256, bytes}) => ({
    path: `${folder}/${path}`,
    sha256,
    bytes,
    from: `${tombstoneFolder(tombstone)}/${path}`,
  }))
}

function pageFiles(
  folder: string,
  bagFolder: string,
  bundle: string,
  manifest: BundleManifest,
): ViewFile[] {
  const prefix = bagPath(bagFolder, '')
  return manifest.files
    .filter((file) => file.role === 'artifact' && file.path.startsWith(prefix))
    .map(({path, sha256, bytes}) => ({
      path: `${folder}/${path.slice(prefix.length)}`,
      sha256,
      bytes,
      from: `bundles/${bundle}/${path}`,
    }))
}
