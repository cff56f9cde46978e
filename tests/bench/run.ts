import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {cpus, tmpdir, totalmem} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {generateHome} from './generate-home.ts'
import {measureParsing} from './parse-json.ts'

const count = Number(process.argv[2] ?? 1000)
const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

/** Run a command in its own process and measure it. */
function measure(name: string, words: string[], home: string): void {
  const started = performance.now()
  const program = [
    '--import',
    `data:text/javascript,process.on('exit',()=>process.stderr.write('maxrss '+process.resourceUsage().maxRSS))`,
    main,
    ...words,
    '--json',
    '--at',
    '2026-01-16T12:00:00Z',
  ]
  const child = spawnSync(process.execPath, program, {
    env: {...process.env, MARROW_HOME: home},
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  })
  const seconds = (performance.now() - started) / 1000
  if (child.status !== 0) throw new Error(`${name} failed: ${child.stdout}${child.stderr}`)
  const mebibytes = Number(/maxrss (\d+)/.exec(child.stderr)?.[1]) / 1024
  console.log(
    `${name.padEnd(18)} ${(count / seconds).toFixed(1).padStart(8)} articles/s ${seconds.toFixed(1).padStart(7)} s ${mebibytes.toFixed(0).padStart(6)} MiB peak`,
  )
}

const folder = mkdtempSync(join(tmpdir(), 'marrow-bench-'))
try {
  console.log(
    `${count} articles (copies of the full sample article), HTML and JSON; Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 1024 ** 3)} GiB`,
  )
  const home = join(folder, 'home')
  const out = join(folder, 'out')
  await generateHome(home, count)
  measure('export', ['export', '--out', out], home)
  measure('export, unchanged', ['export', '--out', out], home)
  measure('verify', ['verify', out], home)
  measureParsing()
  const formats = fileURLToPath(new URL('./formats.ts', import.meta.url))
  spawnSync(process.execPath, [formats, String(count)], {stdio: 'inherit'})
} finally {
  rmSync(folder, {recursive: true, force: true})
}
