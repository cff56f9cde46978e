import {spawn, spawnSync, type ChildProcess} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {connect, createServer, type AddressInfo} from 'node:net'
import {cpus, loadavg, tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'

import {issueToken, tokensText} from '../../exports/delivery/server/token-file.ts'
import {licencesText} from '../../exports/delivery/server/licence.ts'
import {FixtureRepository} from '../exports/delivery/server/repository-fixture.ts'

const seconds = Number(process.argv[2] ?? 8)

/** What one round of requests came to. */
interface Round {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  failed: number
}

/** Ask for one address again and again on so many connections. */
function load(url: string, connections: number, headers: string[]): Round {
  const child = spawnSync(
    'wrk',
    [
      '--threads=1',
      `--connections=${connections}`,
      `--duration=${seconds}s`,
      '--timeout=30s',
      '--latency',
      ...headers.map((header) => `--header=${header}`),
      url,
    ],
    {encoding: 'utf8'},
  )
  if (child.status !== 0) throw new Error(`wrk failed: ${child.stdout}${child.stderr}`)
  const text = child.stdout
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text)
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? '0'
  const failed = [...(errors?.slice(1) ?? []), refused].reduce((sum, one) => sum + Number(one), 0)
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)![1]),
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(text)![1]!),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(text)![1]!),
    failed,
  }
}

function milliseconds(text: string): number {
  const value = Number.parseFloat(text)
  if (text.endsWith('us')) return value / 1000
  return text.endsWith('ms') ? value : value * 1000
}

function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0
}

/** Serve a folder by nginx: one worker, as we are one process. */
async function startNginx(
  folder: string,
  root: string,
): Promise<{url: string; child: ChildProcess}> {
  const port = await freePort()
  const config = join(folder, 'nginx.conf')
  writeFileSync(
    config,
    `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events { worker_connections 4096; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=1000 inactive=60s;
types { application/zip zip; application/json json; }
server { listen 127.0.0.1:${port} backlog=4096; root ${root}; } }
`,
  )
  const child = spawn('nginx', ['-c', config, '-p', folder], {stdio: 'inherit'})
  await reachable(port)
  return {url: `http://127.0.0.1:${port}`, child}
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

async function reachable(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true))
      socket.on('error', () => resolve(false))
      socket.unref()
    })
    if (isThere) return
    await setTimeout(50)
  }
  throw new Error(`Nothing listens on port ${port}`)
}

/** Serve the same folder by our own server, in a process of its own. */
async function startMarrow(
  home: string,
  root: string,
): Promise<{url: string; child: ChildProcess}> {
  const program = fileURLToPath(new URL('./delivery-server.ts', import.meta.url))
  const child = spawn(process.execPath, [program, root], {
    env: {...process.env, MARROW_HOME: home},
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()))
  })
  return {url, child}
}

function residentMb(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024)
}

function report(name: string, ours: Round, theirs: Round): void {
  const line = (who: string, {perSecond, p50, p99, failed}: Round): string =>
    `${name.padEnd(38)} ${who.padEnd(7)} ${perSecond.toFixed(0).padStart(7)}/s  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(7)} ms  ${failed} failed`
  console.log(line('marrow', ours))
  console.log(line('nginx', theirs))
  console.log(`${name.padEnd(38)} ratio   ${(ours.perSecond / theirs.perSecond).toFixed(3)}`)
}

async function measure(folder: string): Promise<void> {
  const repository = new FixtureRepository()
  const home = join(folder, 'home', 'delivery')
  mkdirSync(home, {recursive: true, mode: 0o700})
  const entry = await repository.addBundle({
    id: 'article-knee',
    files: {'article.txt': randomBytes(50_000).toString('hex')},
  })
  await repository.publish('all', [{type: 'published', entry}])
  const {token, tokens} = issueToken(
    [],
    {publisher: 'press'},
    {now: new Date().toISOString(), random: randomBytes},
  )
  const terms = {collections: [], languages: [], formats: [], embargoHours: 0}
  writeFileSync(join(home, 'tokens.json'), tokensText(tokens))
  writeFileSync(
    join(home, 'publishers.json'),
    licencesText([{id: 'press', name: 'Press', audience: 'all', ...terms}]),
  )
  chmodSync(repository.dir, 0o755)
  const nginx = await startNginx(folder, repository.dir)
  const marrow = await startMarrow(join(folder, 'home'), repository.dir)
  try {
    const headers = [`Authorization: Bearer ${token}`]
    const zip = `/bundles/${entry.bundle}.zip`
    const head = '/audiences/all/head.dsse.json'
    const tag = (
      await fetch(marrow.url + zip, {headers: {authorization: `Bearer ${token}`}})
    ).headers.get('etag')!
    const nginxTag = (await fetch(nginx.url + zip)).headers.get('etag')!
    load(marrow.url + zip, 20, headers)
    const before = residentMb(marrow.child)
    for (const [name, path, connections] of [
      ['100 kB bundle, 20 connections', zip, 20],
      ['100 kB bundle, 1,000 connections', zip, 1000],
      ['head, 20 connections', head, 20],
    ] as const) {
      report(
        name,
        load(marrow.url + path, connections, headers),
        load(nginx.url + path, connections, []),
      )
    }
    report(
      'bundle that the client has (304), 20',
      load(marrow.url + zip, 20, [...headers, `If-None-Match: ${tag}`]),
      load(nginx.url + zip, 20, [`If-None-Match: ${nginxTag}`]),
    )
    console.log(`marrow: ${before} MB before, ${residentMb(marrow.child)} MB after`)
  } finally {
    marrow.child.kill()
    nginx.child.kill()
    repository.remove()
  }
}

const missing = ['nginx', 'wrk'].filter((name) => !hasProgram(name))
if (missing.length > 0) {
  console.log(`Skipped: ${missing.join(' and ')} missing (Debian: apt-get install nginx wrk)`)
} else {
  const folder = mkdtempSync(join(tmpdir(), 'marrow-bench-delivery-'))
  chmodSync(folder, 0o755)
  try {
    console.log(
      `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, load average ${loadavg()[0]!.toFixed(1)}; each round ${seconds} s; servers and load share the machine`,
    )
    await measure(folder)
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}
