import {createHash, randomBytes} from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'

import {pack, type Pack} from 'tar-stream'

import type {Store} from '#lake'

import {CommandError} from '../fault.ts'
import {syncPath} from '../home/durable.ts'
import type {Home} from '../home/paths.ts'
import {lakeHomeOf} from './lake-home.ts'

/** What a backup holds beside the store: files of the home, by their name in the backup. */
export function homeFiles(home: Home): Record<string, string> {
  return {
    'ledger.ndjson': home.ledger,
    'trust.dsse.json': home.trust,
    'root.pub': home.rootKey,
    'source-checks.json': home.sourceChecks,
    ...filesIn(home.roots, 'roots', /^(1\.pub|\d+\.ndjson)$/),
    ...filesIn(home.statements, 'statements', /^statement\.[0-9a-f]{32}\.json$/),
  }
}

function filesIn(folder: string, name: string, pattern: RegExp): Record<string, string> {
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder).filter((file) => pattern.test(file))
  return Object.fromEntries(names.map((file) => [`${name}/${file}`, join(folder, file)]))
}

/** What a backup holds, with hex sha256 and size of each file. */
export interface Manifest {
  format: 1
  at: string
  files: Array<{path: string; sha256: string; bytes: number}>
}

/**
 * Write the lake of a home, its assets, ledger and trust file into one tar, also while it runs.
 *
 * First the store, then the assets: bytes are there before a document names them, so every asset of
 * the copy is in it. Keys are not: their owners keep them.
 *
 * @param at UTC instant.
 * @throws `usage` when there is a file of that name.
 */
export async function writeBackup(
  home: Home,
  store: Store,
  path: string,
  at: string,
): Promise<Manifest> {
  if (existsSync(path)) {
    throw new CommandError('usage', `${path} is there already: choose another name`)
  }
  const {dir} = lakeHomeOf(home)
  const copy = join(dir, `.backup-${randomBytes(4).toString('hex')}.sqlite`)
  const staged = `${path}.${randomBytes(4).toString('hex')}.partial`
  mkdirSync(dirname(path), {recursive: true})
  try {
    await store.backup(copy)
    const sources = [{path: 'lake.sqlite', from: copy}, ...assetFiles(home), ...otherFiles(home)]
    const archive = pack()
    const written = pipeline(archive, createWriteStream(staged, {flags: 'wx', mode: 0o600}))
    const manifest: Manifest = {format: 1, at, files: []}
    for (const source of sources) manifest.files.push(await addFile(archive, source))
    archive.entry({name: 'manifest.json', mode: 0o600}, `${JSON.stringify(manifest, null, 2)}\n`)
    archive.finalize()
    await written
    syncPath(staged)
    renameSync(staged, path)
    syncPath(dirname(path))
    return manifest
  } finally {
    rmSync(copy, {force: true})
    rmSync(staged, {force: true})
  }
}

interface Source {
  path: string
  from: string
}

function assetFiles({assets}: Home): Source[] {
  if (!existsSync(assets)) return []
  return readdirSync(assets, {withFileTypes: true})
    .filter((entry) => entry.isFile() && /^[0-9a-f]{40}[-.]/.test(entry.name))
    .map(({name}) => ({path: `assets/${name}`, from: join(assets, name)}))
    .toSorted((left, right) => (left.path < right.path ? -1 : 1))
}

function otherFiles(home: Home): Source[] {
  return Object.entries(homeFiles(home)).flatMap(([path, from]) =>
    existsSync(from) ? [{path, from}] : [],
  )
}

/** Append a file. Its size is taken first: what grows while it is read is cut there. */
async function addFile(archive: Pack, {path, from}: Source): Promise<Manifest['files'][number]> {
  const bytes = statSync(from).size
  const hash = createHash('sha256')
  const entry = archive.entry({name: path, size: bytes, mode: 0o600})
  const reading = bytes === 0 ? Readable.from([]) : createReadStream(from, {end: bytes - 1})
  await pipeline(
    reading,
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk)
        yield chunk
      }
    },
    entry,
  )
  return {path, sha256: hash.digest('hex'), bytes}
}
