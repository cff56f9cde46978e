import {randomUUID} from 'node:crypto'
import {existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'

import {takeFolderLock} from '#exports'

import {CommandError} from '../fault.ts'
import {runSanity} from './run-sanity.ts'
import {sourcesDigest} from './sources-digest.ts'
import {makeStudioFolder, root} from './studio-folder.ts'

/** How to build the Studio. */
export interface BuildStudioOptions {
  /** Where builds are kept: a folder in `node_modules/.cache` unless given. */
  cacheDir?: string
  /** Told of a build that starts, since it takes a while. */
  log?: (line: string) => void
  env?: NodeJS.ProcessEnv
}

/** How many builds are kept. */
const kept = 3

/** How often to look whether another process has finished. */
const pauseMs = 250

/**
 * Build the Studio, unless it was built from the same sources before.
 *
 * Several processes may ask at once: one builds, the others wait for it.
 *
 * @returns The folder of its files.
 * @throws {CommandError} `data` when it does not build.
 */
export async function buildStudio(options: BuildStudioOptions = {}): Promise<string> {
  const {log = () => undefined, env = process.env} = options
  const cacheDir = options.cacheDir ?? join(root, 'node_modules/.cache/marrow/studio')
  const folder = join(cacheDir, sourcesDigest(env))
  mkdirSync(cacheDir, {recursive: true})
  while (!existsSync(folder)) {
    const lock = await takeLock(cacheDir)
    if (lock === null) {
      await setTimeout(pauseMs)
      continue
    }
    try {
      if (!existsSync(folder)) await build(folder, log)
    } finally {
      await lock.release()
    }
  }
  utimesSync(folder, new Date(), new Date())
  return folder
}

async function takeLock(cacheDir: string) {
  try {
    return await takeFolderLock(cacheDir, 'building the Studio')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'busy') return null
    throw error
  }
}

async function build(folder: string, log: (line: string) => void): Promise<void> {
  log('Building the Studio. This is done once, and takes about 10 seconds.')
  const name = `build-${randomUUID()}`
  const work = makeStudioFolder(name)
  const staged = `${folder}-${name}`
  try {
    await runBuild(staged, work)
    renameSync(staged, folder)
  } finally {
    rmSync(work, {recursive: true, force: true})
    rmSync(staged, {recursive: true, force: true})
  }
  removeOld(join(folder, '..'))
}

async function runBuild(staged: string, work: string): Promise<void> {
  const child = runSanity(['build', '--yes', staged], work, {stdio: ['ignore', 'pipe', 'pipe']})
  const said: string[] = []
  child.stdout?.setEncoding('utf8').on('data', (text: string) => said.push(text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const {promise, resolve, reject} = Promise.withResolvers<number | null>()
  child.on('error', reject).on('close', resolve)
  if ((await promise) === 0 && existsSync(join(staged, 'index.html'))) return
  throw new CommandError(
    'data',
    `The Studio cannot be built. \`npm ci\` brings what it is made of. Sanity says:\n${said.join('').slice(-4000)}`,
  )
}

function removeOld(cacheDir: string): void {
  const builds = readdirSync(cacheDir)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({name, used: statSync(join(cacheDir, name)).mtimeMs}))
    .toSorted((left, right) => right.used - left.used)
  for (const {name} of builds.slice(kept)) rmSync(join(cacheDir, name), {recursive: true})
}
