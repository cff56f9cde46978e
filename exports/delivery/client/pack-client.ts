import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {execFileSync} from 'node:child_process'

import {bundleProgram} from './bundle-program.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const program = 'marrow-pull.mjs'

/**
 * Pack the publisher's client: one file with all that it needs, a `package.json`, the licences of
 * what is in it, and a tarball of these for `npm install`.
 *
 * @param out
 *   Folder for the tarball; what was there goes.
 */
async function packClient(out: string): Promise<void> {
  const folder = join(out, 'package')
  rmSync(folder, {recursive: true, force: true})
  mkdirSync(folder, {recursive: true})
  const {code, packages} = await bundleProgram(join(root, 'exports/delivery/client/marrow-pull.ts'))
  writeFileSync(join(folder, program), `#!/usr/bin/env node\n${code}`, {mode: 0o755})
  writeFileSync(join(folder, 'LICENSE'), readFileSync(join(root, 'LICENSE')))
  writeFileSync(join(folder, 'LICENSES-OF-OTHERS.txt'), packages.map(licenceOf).join('\n\n'))
  writeFileSync(join(folder, 'README.md'), readFileSync(join(root, 'docs/pull.md')))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
  execFileSync('npm', ['pack', '--silent', '--pack-destination', out, folder], {stdio: 'inherit'})
}

function licenceOf(folder: string): string {
  const {name, version, license} = readJson(join(folder, 'package.json'))
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.|$)/i.test(name))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
  return `${String(name)} ${String(version)} (${String(license)})\n\n${text}\n`
}

function manifest(): object {
  const {version, license} = readJson(join(root, 'package.json'))
  return {
    name: '@marrow/pull',
    version,
    description: 'Follow a repository of signed medical articles',
    license,
    type: 'module',
    bin: {'marrow-pull': program},
    files: [program, 'LICENSE', 'LICENSES-OF-OTHERS.txt'],
    engines: {node: '>=20'},
  }
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}

const out = resolve(process.argv[2] ?? join(root, 'out-client'))
if (!existsSync(out)) mkdirSync(out, {recursive: true})
await packClient(out)
