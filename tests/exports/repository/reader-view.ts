import {payloadTypes, verifyEnvelope} from '#pipeline'
import {sha256Hex} from '#schemas'

import type {ArtifactReader} from '../../../exports/repository/artifact-store.ts'
import {walk, within} from '../../../exports/repository/artifact-store.ts'
import {isLive} from '../../../exports/repository/format/entries.ts'
import {parseSigned} from '../../../exports/repository/format/parse-signed.ts'
import {headPath, indexPath} from '../../../exports/repository/format/paths.ts'
import {verifyBundle} from '../../../exports/verify/verify-bundle.ts'
import type {TestWorld} from '../bundle/world.ts'

/** What a reader who comes at this moment gets: the ids of the editions, or nothing yet. */
export interface Seen {
  version: number
  editions: string[]
  pages: string[]
}

/**
 * Read a repository as a publisher does, and throw for anything half: an index that is not
 * signed, a bundle that it names and that is not whole, a view with a broken page.
 */
export async function readAsPublisher(
  reader: ArtifactReader,
  world: TestWorld,
  audience = 'all',
): Promise<Seen> {
  const bytes = await reader.read(headPath(audience))
  const pages = await readLatest(reader)
  if (!bytes) return {version: 0, editions: [], pages}

  const envelope = new TextDecoder().decode(bytes)
  await verifyEnvelope(envelope, payloadTypes.head, world.trust.release)
  const head = parseSigned('head', envelope)
  const stored = (await reader.read(indexPath(audience, head.index.version)))!
  if ((await sha256Hex(stored)) !== head.index.sha256) throw new Error('another index')
  const index = parseSigned('index', new TextDecoder().decode(stored))
  const editions: string[] = []
  for (const entry of index.entries) {
    if (!isLive(entry)) continue
    const folder = within(reader, `bundles/${entry.bundle}`)
    const zip = await reader.read(`bundles/${entry.bundle}.zip`)
    const {faults, digest} = await verifyBundle(folder, world.rootKey)
    if (faults.length > 0) throw new Error(`half a bundle: ${JSON.stringify(faults)}`)
    if (digest !== entry.bundle) throw new Error('another bundle')
    if (!zip || (await sha256Hex(zip)) !== entry.zip.sha256) throw new Error('half a zip')
    editions.push(entry.edition)
  }
  return {version: index.version, editions, pages}
}

/** A view is whole when its name is the digest of its files. */
async function readLatest(reader: ArtifactReader): Promise<string[]> {
  const target = await reader.readLink('latest')
  if (target === undefined) return []
  const lines: string[] = []
  const files = (await walk(reader, target)).map(({path}) => path.slice(target.length + 1))
  for (const path of ['index.html', ...files.filter((one) => one !== 'index.html')]) {
    const bytes = await reader.read(`${target}/${path}`)
    if (!bytes) throw new Error(`half a view: ${path}`)
    lines.push(`${await sha256Hex(bytes)}  ${path}\n`)
  }
  if (target !== `views/${await sha256Hex(lines.join(''))}`) throw new Error('half a view')
  return files.filter((path) => path.endsWith('/index.html'))
}
