import {spawn, spawnSync} from 'node:child_process'
import {chmodSync, mkdtempSync, rmSync} from 'node:fs'
import {cpus, loadavg, tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'

import {startNginx, type Served} from './nginx.ts'
import {makeSite, residentMb, startMarrow, type Site} from './site.ts'
import {line, load, type Load} from './wrk.ts'

// Seconds of a round, and of a thousand readers.
const seconds = Number(process.argv[2] ?? 8)
const soakSeconds = Number(process.argv[3] ?? 60)

/** The same round on both servers, one after the other. */
async function compare(
  name: string,
  path: string,
  {site, marrow, nginx}: {site: Site; marrow: Served; nginx: Served},
  options: Omit<Load, 'seconds'>,
): Promise<void> {
  const headers = [...(options.headers ?? []), site.authorization]
  const ours = await load(marrow.url + path, {seconds, ...options, headers})
  const theirs = await load(nginx.url + path, {seconds, ...options})
  console.log(line(`${name}: marrow`, ours))
  console.log(line(`${name}: nginx`, theirs))
  console.log(
    `${`${name}: ratio`.padEnd(46)} ${(ours.perSecond / theirs.perSecond).toFixed(3).padStart(7)}`,
  )
}

/** The server beside nginx, which serves the same folder. */
async function besideNginx(folder: string, site: Site): Promise<void> {
  const nginx = await startNginx(folder, site.root)
  const marrow = await startMarrow(site)
  try {
    const both = {site, marrow, nginx}
    await load(marrow.url + site.bundle, {connections: 20, seconds, headers: [site.authorization]})
    await compare('100 kB bundle, 20 connections', site.bundle, both, {connections: 20})
    await compare('100 kB bundle, 1,000 connections', site.bundle, both, {connections: 1000})
    await compare('head, 20 connections', site.head, both, {connections: 20})
    for (const served of [marrow, nginx]) {
      const headers = served === marrow ? [site.authorization] : []
      const tag = await tagOf(served.url + site.bundle, headers)
      const options = {connections: 20, seconds, headers: [...headers, `If-None-Match: ${tag}`]}
      const name = served === marrow ? 'marrow' : 'nginx'
      console.log(
        line(`304, 20 connections: ${name}`, await load(served.url + site.bundle, options)),
      )
    }
  } finally {
    marrow.stop()
    nginx.stop()
  }
}

async function tagOf(url: string, headers: readonly string[]): Promise<string> {
  const pairs = headers.map((header) => header.split(': ') as [string, string])
  const response = await fetch(url, {headers: pairs})
  await response.arrayBuffer()
  return response.headers.get('etag')!
}

/** Fault 6: a thousand readers, as fast as they can and at their own pace, and what memory does. */
async function thousandReaders(site: Site): Promise<void> {
  const marrow = await startMarrow(site)
  try {
    const headers = [site.authorization]
    const options = {connections: 1000, headers}
    console.log(`marrow before its first request: ${residentMb(marrow)} MB`)
    await load(marrow.url + site.bundle, {...options, seconds: 30})
    for (const isPaced of [true, false]) {
      const before = residentMb(marrow)
      const duration = isPaced ? Math.min(soakSeconds, 60) : soakSeconds
      const round = await load(marrow.url + site.bundle, {...options, isPaced, seconds: duration})
      const pace = isPaced ? 'once a second' : 'at full speed'
      console.log(line(`1,000 readers ${pace}, ${duration} s`, round))
      console.log(`  memory ${before} MB before, ${residentMb(marrow)} MB at the end`)
    }
  } finally {
    marrow.stop()
  }
}

/** Fault 7: what 200 readers of a kilobyte a second cost the others, and in memory. */
async function besideSlowReaders(site: Site): Promise<void> {
  const marrow = await startMarrow(site)
  const others = {connections: 100, headers: [site.authorization], isPaced: true, seconds: 30}
  try {
    await load(marrow.url + site.bundle, others)
    // Its digest is made once: that is not theirs.
    await load(marrow.url + site.large, {...others, connections: 1, seconds: 5})
    const alone = await load(marrow.url + site.bundle, others)
    const before = {held: await marrow.heldMb(), resident: residentMb(marrow)}
    const slow = await startSlowReaders(site, marrow, 200)
    try {
      await setTimeout(5000)
      const each = (mb: number): string => `${Math.round((mb * 1000) / 200)} kB`
      const held = each((await marrow.heldMb()) - before.held)
      const resident = each(residentMb(marrow) - before.resident)
      const beside = await load(marrow.url + site.bundle, others)
      if (slow.exitCode !== null) throw new Error('The slow readers did not read on')
      console.log(line('100 readers once a second, alone', alone))
      console.log(line('100 readers beside 200 slow ones', beside))
      console.log(`  a slow reader holds ${held}; resident ${resident} more`)
    } finally {
      slow.kill()
    }
  } finally {
    marrow.stop()
  }
}

async function startSlowReaders(site: Site, {url}: Served, connections: number) {
  const program = fileURLToPath(new URL('./slow-readers.ts', import.meta.url))
  const child = spawn(process.execPath, [program, url + site.large, String(connections)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(site.authorization)
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  return child
}

const missing = ['nginx', 'wrk'].filter(
  (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0,
)
if (missing.length > 0) {
  console.log(`Skipped: ${missing.join(' and ')} missing (Debian: apt-get install nginx wrk)`)
} else {
  const folder = mkdtempSync(join(tmpdir(), 'marrow-bench-delivery-'))
  chmodSync(folder, 0o755)
  const site = await makeSite(folder)
  try {
    console.log(
      `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, load average ${loadavg()[0]!.toFixed(1)}; servers and load share the machine`,
    )
    await besideNginx(folder, site)
    await thousandReaders(site)
    await besideSlowReaders(site)
  } finally {
    site.remove()
    rmSync(folder, {recursive: true, force: true})
  }
}
