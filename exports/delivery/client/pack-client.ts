import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {execFileSync} from 'node:child_process'

import {bundleProgram} from './bundle-program.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const program = 'marrow-pull.mjs'

/** Pages of `docs/` that a publisher needs, by their names in the package. */
const pages = {
  'README.md': 'pull.md',
  'pull-recipe.md': 'pull-recipe.md',
  'repository.md': 'repository.md',
  'bundle.md': 'bundle.md',
}

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
  for (const [name, page] of Object.entries(pages)) {
    writeFileSync(join(folder, name), packedPage(page))
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
  execFileSync('npm', ['pack', '--silent', '--pack-destination', out, folder], {stdio: 'inherit'})
}

/** A page whose links lead to what is packed with it; others become their words. */
function packedPage(page: string): string {
  const names = new Map<string, string>(Object.entries(pages).map(([name, from]) => [from, name]))
  const text = readFileSync(join(root, 'docs', page), 'utf8')
  return text.replaceAll(
    /\[([^\]]+)\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g,
    (link, words: string, target: string, anchor = '') => {
      if (target === '') return link
      const name = names.get(target)
      return name === undefined ? words : `[${words}](${name}${anchor})`
    },
  )
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
    files: [program, ...Object.keys(pages), 'LICENSE', 'LICENSES-OF-OTHERS.txt'],
    engines: {node: '>=20'},
  }
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}

const out = resolve(process.argv[2] ?? join(root, 'out-client'))
if (!existsSync(out)) mkdirSync(out, {recursive: true})
await packClient(out)
