import type {ServedLake} from '#lake'

import {CommandError} from '../../fault.ts'
import {clientAddress, namedProxies} from './client-address.ts'
import {openDelivery, type OpenDeliveryOptions} from './open-delivery.ts'

/** What to serve, and where. */
export interface ServeDeliveryOptions extends OpenDeliveryOptions {
  /** This machine only (`127.0.0.1`) unless given. */
  host?: string
  /** 0 for any free one. */
  port: number
  /** Proxies whose word on a client's address counts. */
  trustedProxies?: readonly string[]
}

/** A delivery server that listens. */
export interface ServedDelivery {
  /** Where it listens, such as `http://127.0.0.1:3334`. */
  url: string
  /** Stop listening, end what waits, finish what is being answered. */
  close(): Promise<void>
}

/** More than a thousand readers at once, with room for who waits. */
const mostConnections = 4000
/** Most of one network: a hospital behind one address has room, and leaves room for others. */
const mostOfNetwork = 1000

/**
 * Let the delivery server of a home listen.
 *
 * @throws `refused` where the port is taken, or others could read tokens on the way.
 */
export async function serveDelivery(options: ServeDeliveryOptions): Promise<ServedDelivery> {
  const {host = '127.0.0.1', port, trustedProxies = [], isBehindProxy = false} = options
  const {serveLake, ServeError, networkOf, isLoopbackName} = await import('#lake')
  const isProxy = namedProxies(trustedProxies)
  const addressOf = clientAddress(isProxy)
  const hasProxy = isBehindProxy || trustedProxies.length > 0
  const delivery = await openDelivery({...options, isBehindProxy: hasProxy})
  // A proxy has the connections of all; this machine's own programs are trusted with theirs.
  const keyOf = (address: string): string | null =>
    isProxy(address) || isLoopbackName(address) ? null : networkOf(address)
  const served: ServedLake = {
    handle: (request, connection) =>
      delivery.handle(request, {
        ...connection,
        address: addressOf(request.headers, connection?.address ?? 'unknown'),
      }),
    upgrade: (_request, socket) => socket.destroy(),
    close: () => delivery.close(),
  }
  try {
    return await serveLake(served, {
      host,
      port,
      allowPlainHttp: isBehindProxy,
      maxConnections: mostConnections,
      ...(!isBehindProxy && {shares: {most: mostOfNetwork, keyOf}}),
      // A poll may wait for a minute.
      idleMs: 75_000,
      stallMs: 30_000,
    })
  } catch (error) {
    if (!(error instanceof ServeError)) throw error
    throw new CommandError('refused', messageOf(error.code, host, port, error.message), {
      cause: error,
    })
  }
}

function messageOf(code: string, host: string, port: number, message: string): string {
  if (code === 'port-busy') {
    return `Port ${port} is in use: stop what uses it, or choose another with \`--delivery-port\``
  }
  if (code !== 'tls-missing') return message
  return `Others could read tokens on ${host}: let it listen on this machine, behind a proxy that has TLS, or say \`--behind-proxy\``
}
