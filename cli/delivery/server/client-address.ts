import ipaddr from 'ipaddr.js'

import {CommandError} from '../../fault.ts'

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Whether an address is a proxy that an operator named. */
export type IsProxy = (address: string) => boolean

/**
 * Read the proxies that an operator named.
 *
 * @param proxies Addresses or networks, such as `10.0.0.0/8`.
 * @throws `usage` for what is none.
 */
export function namedProxies(proxies: readonly string[]): IsProxy {
  const named = proxies.map(networkOf)
  return (address) => {
    if (named.length === 0 || !ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return named.some(
      ([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits),
    )
  }
}

/**
 * Tell the address of a client: the socket's, unless that is a proxy.
 *
 * `X-Forwarded-For` is read from its end: what a named proxy added is true, what is before the first
 * other address anybody could have written.
 */
export function clientAddress(isProxy: IsProxy): (headers: Headers, socket: string) => string {
  return (headers, socket) => {
    if (!isProxy(socket)) return socket
    const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
    let client = socket
    for (const hop of hops.toReversed()) {
      if (!ipaddr.isValid(hop)) break
      client = hop
      if (!isProxy(hop)) break
    }
    return client
  }
}

function networkOf(text: string): Network {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text)
    const address = ipaddr.process(text)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  } catch (cause) {
    throw new CommandError(
      'usage',
      `--trusted-proxy takes an address or a network such as 10.0.0.0/8, not ${text}`,
      {cause},
    )
  }
}
