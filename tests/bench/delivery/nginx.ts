import {spawn} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {connect, createServer, type AddressInfo} from 'node:net'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'

/** A server in a process of its own. */
export interface Served {
  url: string
  pid: number
  stop(): void
}

/** Serve a folder by nginx: one worker, as we are one process; no tokens, no digests. */
export async function startNginx(folder: string, root: string): Promise<Served> {
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
  return {url: `http://127.0.0.1:${port}`, pid: child.pid!, stop: () => child.kill()}
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
