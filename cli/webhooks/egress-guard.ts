import {lookup as lookupName} from 'node:dns/promises'
import {isIP} from 'node:net'

import {EgressError} from './egress-error.ts'
import {isPublicAddress} from './is-public-address.ts'

/** What may be reached. */
export interface EgressRules {
  /**
   * Hosts inside that the operator lets through, as `host:port`: a name or an address. They may be
   * reached by plain HTTP, too.
   */
  allow?: readonly string[] | undefined
  /** Finds the addresses of a name: the machine's resolver, unless a test has its own. */
  resolve?: ((hostname: string) => Promise<string[]>) | undefined
}

async function resolveByMachine(hostname: string): Promise<string[]> {
  return (await lookupName(hostname, {all: true, verbatim: true})).map(({address}) => address)
}

/**
 * Check an address that is to be called, as far as it can be without asking for names.
 *
 * A host that is written as a number, in whatever form, is checked here: Node asks no resolver for it.
 *
 * @throws `EgressError` `url-refused` or `address-refused`.
 */
export function checkUrl(text: string, rules: EgressRules): URL {
  if (!URL.canParse(text)) throw new EgressError('url-refused', 'This is no URL')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new EgressError('url-refused', `\`${url.protocol}\` is not called, only https`)
  }
  if (url.username || url.password) {
    throw new EgressError('url-refused', 'A URL must not hold a name or a password')
  }
  if (url.protocol === 'http:' && !isAllowed(url, null, rules)) {
    throw new EgressError('url-refused', `${url.host} is called by https alone`)
  }
  const host = hostOf(url)
  if (isIP(host)) requireReachable(url, [host], rules)
  return url
}

/**
 * Follow a redirect, as far as a signed message may: on its host alone, and from http to https, never
 * back.
 *
 * @throws `EgressError` `redirect-refused`, or what `checkUrl` throws.
 */
export function checkRedirect(from: URL, target: string, rules: EgressRules): URL {
  if (!URL.canParse(target, from)) {
    throw new EgressError('redirect-refused', 'It redirects to what is no URL')
  }
  const url = checkUrl(new URL(target, from).href, rules)
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    throw new EgressError('redirect-refused', 'It redirects from https to http')
  }
  if (url.hostname !== from.hostname) {
    throw new EgressError(
      'redirect-refused',
      `It redirects to ${url.hostname}: a signature goes to the configured host alone`,
    )
  }
  return url
}

/**
 * Resolve the host of a URL, once, and check what it is.
 *
 * @returns The only addresses that the request may connect to: an answer of the resolver that
 *   changes afterwards changes nothing.
 * @throws `EgressError` `address-refused`, or `unreachable` for a name without an address.
 */
export async function reachableAddresses(url: URL, rules: EgressRules): Promise<string[]> {
  const host = hostOf(url)
  const addresses = isIP(host) ? [host] : await (rules.resolve ?? resolveByMachine)(host)
  if (addresses.length === 0) throw new EgressError('unreachable', `${host} has no address`)
  requireReachable(url, addresses, rules)
  return addresses
}

/** All of them, not one of them: a name with an address inside is no host of the internet. */
function requireReachable(url: URL, addresses: readonly string[], rules: EgressRules): void {
  const inside = addresses.find(
    (address) => !isPublicAddress(address) && !isAllowed(url, address, rules),
  )
  if (inside === undefined) return
  const host = hostOf(url)
  const what = host === inside ? inside : `${host} is ${inside}, which`
  throw new EgressError(
    'address-refused',
    `${what} is no address of the open internet: \`allow\` names hosts inside that may be called`,
  )
}

function isAllowed(url: URL, address: string | null, {allow = []}: EgressRules): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const names = [url.hostname, ...(address === null ? [] : [toHost(address)])]
  return names.some((name) => allow.includes(`${name}:${port}`))
}

/** As a socket takes it: IPv6 without brackets. */
function hostOf({hostname}: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

/** As a URL writes it. */
function toHost(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname : address
}
