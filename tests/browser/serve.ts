import {createServer} from 'node:http'
import type {IncomingMessage} from 'node:http'
import type {AddressInfo} from 'node:net'

/** A file that a test serves. */
export interface ServedFile {
  mediaType: string
  body: Uint8Array | string
  headers?: Record<string, string>
}

/** A loopback server that keeps what it was asked for. */
export interface TestServer {
  /** Such as `http://127.0.0.1:40123`. */
  origin: string
  /** `GET /index.html`, in order. */
  requests: string[]
  /** Bodies of POST requests, in order. */
  posts: string[]
  close(): Promise<void>
}

/**
 * Serve files on a free loopback port.
 *
 * @param files
 *   By path, such as `/index.html`; whatever else is asked for is a 404.
 */
export async function serve(files: ReadonlyMap<string, ServedFile>): Promise<TestServer> {
  const requests: string[] = []
  const posts: string[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const {pathname} = new URL(request.url ?? '/', 'http://127.0.0.1')
      requests.push(`${request.method} ${pathname}`)
      if (request.method === 'POST') posts.push(await readBody(request))
      const file = files.get(pathname)
      if (!file) {
        response.writeHead(404, {'content-type': 'text/plain'}).end('not here')
        return
      }
      response.writeHead(200, {'content-type': file.mediaType, ...file.headers}).end(file.body)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    posts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
