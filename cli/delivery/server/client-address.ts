import ipaddr from 'ipaddr.js'

import {CommandError} from '../../fault.ts'

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number]

/**
 * Tell the address of a client: the socket's, unless that is a proxy that an operator named.
 *
 * `X-Forwarded-For` is read from its end: what a named proxy added is true, what is before the first
 * other address anybody could have written.
 *
 * @param proxies Addresses or networks, such as `10.0.0.0/8`.
 * @throws `usage` for what is none.
 */
export function clientAddress(
  proxies: readonly string[],
): (headers: Headers, socket: string) => string {
  const trusted = proxies.map(networkOf)
  const isTrusted = (address: string): boolean => {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return trusted.some(
      ([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits),
    )
  }
  return (headers, socket) => {
    if (trusted.length === 0 || !isTrusted(socket)) return socket
    const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
    let client = socket
    for (const hop of hops.toReversed()) {
      if (!ipaddr.isValid(hop)) break
      client = hop
      if (!isTrusted(hop)) break
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
