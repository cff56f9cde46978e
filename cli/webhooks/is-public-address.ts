import {isIP} from 'node:net'

import ipaddr from 'ipaddr.js'

/** All that is given out for the open internet; what is not in it never is. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an address is a host of the open internet.
 *
 * Loopback, private, link-local, shared (CGNAT), multicast, reserved and documentation ranges are
 * not, nor are IPv6 addresses that wrap another (mapped, translated, 6to4, Teredo): what they lead to
 * is somebody else's choice.
 *
 * @param address As resolved: four decimal numbers, or IPv6 without a zone.
 */
export function isPublicAddress(address: string): boolean {
  // The parser of ipaddr.js takes more forms (`0x7f.1`, octal) than a resolver gives.
  const family = isIP(address)
  if (family === 0 || address.includes('%')) return false
  if (family === 4) return ipaddr.IPv4.parse(address).range() === 'unicast'
  const parsed = ipaddr.IPv6.parse(address)
  return parsed.range() === 'unicast' && parsed.match(globalUnicast)
}
