import {execFileSync, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {cpus, loadavg, tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'

import {exporters, type Artifact, type World} from '#exports'
import {contextsFor, publish, type Composition, type Publication} from '#pipeline'

import {admitWorkspace} from '../../cli/export/admit-workspace.ts'
import {assetWorld} from '../../cli/export/asset-world.ts'
import {makePrinting} from '../../cli/export/printing.ts'
import {styleWith} from '../../cli/terminal/terminal.ts'
import {openWorkspace} from '../../cli/workspace/workspace.ts'
import {launch} from '../browser/launch.ts'
import {generateHome} from './generate-home.ts'

/*
 * Milliseconds an article and format, cold and warm, and the memory of many PDFs:
 * `node tests/bench/formats.ts [articles]`.
 */

const count = Number(process.argv[2] ?? 1000)
const folder = mkdtempSync(join(tmpdir(), 'marrow-bench-'))
const {publication, world} = await publishSample()

console.log(
  `The full sample article; Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`,
)
console.log('format       first ms  others ms  of the processor')
for (const {name} of exporters) {
  const [first] = await time(name, 1)
  const before = process.cpuUsage()
  const others = await time(name, 10)
  const {user, system} = process.cpuUsage(before)
  const mean = others.reduce((sum, ms) => sum + ms, 0) / others.length
  console.log(
    `${name.padEnd(12)} ${first!.toFixed(0).padStart(8)} ${mean.toFixed(1).padStart(10)} ${((user + system) / 10_000).toFixed(1).padStart(10)}`,
  )
}
await timeChromium()
timePandoc()
await measureMemory()
rmSync(folder, {recursive: true})
process.exit(0)

/** The full sample article, published from a home of its own. */
async function publishSample(): Promise<{publication: Publication; world: World}> {
  const home = await generateHome(join(folder, 'home'), 1)
  const now = '2026-01-16T12:00:00.000Z'
  const terminal = {out() {}, error() {}, progress() {}, style: styleWith(false)}
  const input = {positionals: [], values: {}, home, env: {}, now, terminal}
  const workspace = await openWorkspace(input)
  const admission = await admitWorkspace(workspace, now)
  const contexts = contextsFor(admission, {sourceChecks: {}, now})
  const pages = admission.approved.map(async (approved) => {
    const [page] = await publish(approved, contexts.get(approved.payload.article)!)
    return {
      publication: page!,
      world: assetWorld(workspace.source, approved.payload.assets, makePrinting()),
    }
  })
  const all = await Promise.all(pages)
  return all.toSorted((a, b) => b.publication.words - a.publication.words)[0]!
}

/** Each time another article, so that nothing is remembered whole. */
async function exportAs(name: string, index: number): Promise<Artifact[]> {
  const exporter = exporters.find((one) => one.name === name)!
  return exporter.export(numbered(index), exporter.defaults, world)
}

function numbered(index: number): Composition {
  const text = JSON.stringify(publication).replaceAll('bone marrow edema', `edema no. ${index}`)
  return {...(JSON.parse(text) as Composition), title: `Article ${index}`}
}

async function time(name: string, times: number): Promise<number[]> {
  const spent: number[] = []
  for (let index = 0; index < times; index++) {
    const started = performance.now()
    await exportAs(name, index)
    spent.push(performance.now() - started)
  }
  return spent
}

/** What a browser's print-to-PDF takes for the HTML of the same article. */
async function timeChromium(): Promise<void> {
  await writeHtml()
  const browser = await launch()
  try {
    const spent: number[] = []
    for (let index = 0; index < 6; index++) {
      const started = performance.now()
      const page = await browser.newPage()
      await page.goto(pathToFileURL(join(folder, 'index.html')).href)
      await page.pdf({format: 'A4', tagged: true})
      await page.close()
      spent.push(performance.now() - started)
    }
    const [first, ...others] = spent
    const mean = others.reduce((sum, ms) => sum + ms, 0) / others.length
    console.log(`Chromium     ${first!.toFixed(0).padStart(8)} ${mean.toFixed(1).padStart(10)}`)
  } finally {
    await browser.close()
  }
}

async function writeHtml(): Promise<void> {
  const artifacts = await exportAs('html', 0)
  const page = artifacts.find(({path}) => path === 'index.html')!
  writeFileSync(join(folder, 'index.html'), page.bytes)
}

/** Pandoc makes no PDF by itself: timed is what it does best, HTML to DOCX. */
function timePandoc(): void {
  const isThere = spawnSync('pandoc', ['--version']).status === 0
  if (!isThere) {
    console.log('pandoc       not installed')
    return
  }
  const started = performance.now()
  const html = '<h1>Title</h1><p>Words.</p>'.repeat(200)
  execFileSync('pandoc', ['-f', 'html', '-t', 'docx', '-o', '-'], {input: html})
  console.log(`pandoc docx  ${(performance.now() - started).toFixed(0).padStart(8)}`)
}

async function measureMemory(): Promise<void> {
  const started = performance.now()
  let settled = 0
  for (let index = 0; index < count; index++) {
    await exportAs('pdf', 100 + index)
    if (index === Math.floor(count / 10)) settled = rss()
  }
  const seconds = (performance.now() - started) / 1000
  console.log(
    `${count} PDFs: ${(count / seconds).toFixed(1)} a second; memory ${settled} MiB after a tenth, ${rss()} MiB at the end, ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most`,
  )
}

function rss(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20)
}
