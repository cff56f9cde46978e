import {createServer, type IncomingMessage, type RequestListener} from 'node:http'
import type {AddressInfo} from 'node:net'

import {afterThisTest} from '../../cleanup.ts'

/** What a receiver got. */
interface Received {
  path: string
  headers: Record<string, string>
  body: string
}

/** For where there should be something. */
export const nothing: Received = {path: '', headers: {}, body: ''}

/** A receiver of webhooks on the loopback, which answers as it is told. */
export interface Receiver {
  got: Received[]
  port: number
  /** As `allow` names it. */
  host: string
  url: string
}

/** Start a receiver; it ends with the test. */
export async function receiver(
  answer: RequestListener = (_, response) => void response.writeHead(204).end(),
  address = '127.0.0.1',
): Promise<Receiver> {
  const got: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      got.push({path: request.url ?? '', headers: headersOf(request), body})
      answer(request, response)
    })
  })
  afterThisTest(() => {
    server.close()
    server.closeAllConnections()
  })
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  const {port} = server.address() as AddressInfo
  const host = `${address}:${port}`
  return {got, port, host, url: `http://${host}/hook`}
}

function headersOf({headers}: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
