import {createHash} from 'node:crypto'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {root} from './studio-folder.ts'

/** Everything that goes into the Studio, or decides how it is built. */
const inputs = [
  'studio',
  'schemas',
  'pipeline',
  'exports',
  'cli/studio',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

/** Digest of the Studio's sources, with the settings that the build takes in. */
export function sourcesDigest(env: NodeJS.ProcessEnv): string {
  const hash = createHash('sha256')
  for (const name of Object.keys(env).toSorted()) {
    if (name.startsWith('SANITY_STUDIO_')) hash.update(`${name}=${env[name] ?? ''}\0`)
  }
  for (const path of inputs.flatMap(filesOf)) {
    hash.update(`${path}\0`)
    hash.update(readFileSync(join(root, path)))
    hash.update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function filesOf(path: string): string[] {
  if (path.endsWith('.json')) return [path]
  return readdirSync(join(root, path), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((file) => !file.startsWith(join('studio', '.work')))
    .toSorted()
}
