import {createReadStream, existsSync, readFileSync, statSync} from 'node:fs'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'

/** What a test does to an answer; true when it answered itself. */
type Trick = (
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>

/** A web server for a folder, that a test can make lie. */
export interface FolderServer {
  url: string
  /** Paths that were asked for, with the headers. */
  requests: Array<{path: string; headers: IncomingMessage['headers']; method: string}>
  trick: Trick
  close(): Promise<void>
}

/** Serve a folder on this machine: ranges, ETags, nothing else. */
export async function serveFolder(dir: string): Promise<FolderServer> {
  const requests: FolderServer['requests'] = []
  const server = createServer((request, response) => {
    void answer(request, response)
  })
  const made: FolderServer = {
    url: '',
    requests,
    trick: () => false,
    close: () => closed(server),
  }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent((request.url ?? '/').slice(1).replace(/\?.*$/, ''))
    requests.push({path, headers: request.headers, method: request.method ?? ''})
    if (await made.trick(path, request, response)) return
    sendFile(join(dir, path), request, response)
  }
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  made.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return made
}

/** Send a file, or a part of it. */
function sendFile(place: string, request: IncomingMessage, response: ServerResponse): void {
  if (!existsSync(place) || !statSync(place).isFile()) {
    response.writeHead(404).end()
    return
  }
  const {size} = statSync(place)
  const etag = etagOf(place)
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
  const condition = request.headers['if-range']
  if (from !== undefined && (condition === undefined || condition === etag)) {
    if (Number(from) >= size) {
      response.writeHead(416, {'content-range': `bytes */${size}`}).end()
      return
    }
    response.writeHead(206, {
      etag,
      'content-length': size - Number(from),
      'content-range': `bytes ${from}-${size - 1}/${size}`,
    })
    createReadStream(place, {start: Number(from)}).pipe(response)
    return
  }
  response.writeHead(200, {etag, 'content-length': size})
  createReadStream(place).pipe(response)
}

function etagOf(place: string): string {
  const bytes = readFileSync(place)
  let sum = 0
  for (const byte of bytes) sum = (Math.imul(sum, 31) + byte) | 0
  return `"${bytes.length}-${sum >>> 0}"`
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
  })
}
