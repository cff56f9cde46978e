import {execFile} from 'node:child_process'
import {existsSync} from 'node:fs'
import {mkdir, mkdtemp, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

import {chromium} from 'playwright-core'
import type {Browser} from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Paths where distributions put Chromium; `CHROMIUM_PATH` goes before them. */
const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Start a real browser: the system's Chromium, or the one inside `@sparticuz/chromium`.
 *
 * Each test file starts and closes its own.
 */
export async function launch(): Promise<Browser> {
  const system = [process.env['CHROMIUM_PATH'], ...systemPaths].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  )
  if (system !== undefined) return chromium.launch({executablePath: system, args})
  const folder = await unpack()
  const env = {
    ...process.env,
    HOME: folder,
    FONTCONFIG_PATH: join(folder, 'fonts'),
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
  } as Record<string, string>
  return chromium.launch({executablePath: join(folder, 'chromium'), args, env})
}

/**
 * Unpack the packaged Chromium with its libraries and fonts, once a version, into the cache of
 * `node_modules`.
 *
 * Several test files may do so at once: each unpacks into a folder of its own and renames it into
 * place; whoever comes second uses the first one's. The package unpacks to the temporary folder of
 * its process and only brings its libraries when it believes that it runs in a Lambda: hence the
 * child process.
 */
async function unpack(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
  const manifest = await readFile(join(entry, '..', '..', 'package.json'), 'utf8')
  const {version} = JSON.parse(manifest) as {version: string}
  const cache = join(import.meta.dirname, '../../node_modules/.cache')
  const folder = join(cache, `marrow-chromium-${version}`)
  if (existsSync(folder)) return folder

  await mkdir(cache, {recursive: true})
  const staging = await mkdtemp(`${folder}-`)
  try {
    const script = `import {default as chromium} from ${JSON.stringify(import.meta.resolve('@sparticuz/chromium'))}
      await chromium.executablePath()`
    const runtime = 'AWS_Lambda_nodejs24.x'
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: {
        ...process.env,
        TMPDIR: staging,
        AWS_EXECUTION_ENV: runtime,
        AWS_LAMBDA_JS_RUNTIME: runtime,
      },
    })
    await writeFile(join(staging, 'fonts', 'fonts.conf'), toFontConfig(folder))
    await rename(staging, folder)
  } catch (error) {
    await rm(staging, {recursive: true, force: true})
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The package's own font configuration expects its fonts in `/tmp/fonts`. */
function toFontConfig(folder: string): string {
  return `<?xml version="1.0"?>
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
}
