import {existsSync, readdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'

import {writeDurably} from './durable.ts'
import type {Home} from './paths.ts'

/** Where the archive has a bundle, or would. */
function archivedBundle({archive}: Home, digest: string): string {
  return join(archive, `${digest}.zip`)
}

/**
 * Keep the zip of a bundle before it goes out: what was public can be verified for ever, also when the
 * repository has it no more.
 *
 * One that is there stays: its name is the digest of what is signed in it.
 */
export function archiveBundle(home: Home, {digest, zip}: {digest: string; zip: Uint8Array}): void {
  const path = archivedBundle(home, digest)
  if (!existsSync(path)) writeDurably(path, zip, 0o444)
}

/** Clear away what a process left that died while it wrote. Hold the home's lock. */
export function clearArchive({archive}: Home): void {
  if (!existsSync(archive)) return
  for (const name of readdirSync(archive)) {
    if (name.endsWith('.tmp')) rmSync(join(archive, name), {force: true})
  }
}
