import {describe, expect, it} from 'vitest'

import {checkRedirect, checkUrl} from '../../../cli/webhooks/egress-guard.ts'
import {isPublicAddress} from '../../../cli/webhooks/is-public-address.ts'

describe('an address of the open internet', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    ['this host', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['link-local, where clouds keep credentials', '169.254.169.254'],
    ['shared by a provider (CGNAT)', '100.64.0.1'],
    ['shared by a provider (CGNAT)', '100.127.255.255'],
    ['for protocols', '192.0.0.8'],
    ['for documentation', '192.0.2.1'],
    ['for documentation', '198.51.100.1'],
    ['for documentation', '203.0.113.1'],
    ['for benchmarks', '198.18.0.1'],
    ['6to4 relay', '192.88.99.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['any host, v6', '::'],
    ['loopback, v6', '::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped loopback', '::ffff:7f00:1'],
    ['mapped, of a public address', '::ffff:8.8.8.8'],
    ['compatible loopback', '::7f00:1'],
    ['compatible', '::a00:1'],
    ['translated (SIIT)', '::ffff:0:7f00:1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64', '64:ff9b::808:808'],
    ['NAT64 of a network of its own', '64:ff9b:1::a00:1'],
    ['6to4', '2002:7f00:1::1'],
    ['6to4 of a public address', '2002:808:808::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['unique local', 'fc00::1'],
    ['unique local, where clouds keep credentials', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with its zone', 'fe80::1%eth0'],
    ['a public one with a zone', '2606:4700::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['discard', '100::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['benchmarks', '2001:2::1'],
    ['ORCHID', '2001:20::1'],
    ['segment routing', '5f00::1'],
    ['not given out', '4000::1'],
    ['not given out', 'e000::1'],
    ['no address', 'localhost'],
    ['no address', ''],
    ['hexadecimal', '0x08.8.8.8'],
    ['octal', '010.8.8.8'],
    ['too short', '8.8'],
    ['a number', '134744072'],
  ])('is not one that is %s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('a URL', () => {
  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://2130706433/',
    'https://017700000001/',
    'https://127.0.0.1./',
    'https://%31%32%37.0.0.1/',
    'https://１２７.０.０.１/',
    'https://0/',
    'https://0.0.0.0/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0xa9fea9fe/',
    'https://10.1/',
    'https://[::]/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::127.0.0.1]/',
    'https://[2002:7f00:1::]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]:8443/',
  ])('that holds an address inside is refused without asking for names: %s', (url) => {
    expect(() => checkUrl(url, {})).toThrow(expect.objectContaining({code: 'address-refused'}))
  })

  it.each([
    ['file:///etc/passwd', 'only https'],
    ['gopher://example.com/', 'only https'],
    ['ftp://example.com/', 'only https'],
    ['data:text/plain,x', 'only https'],
    ['http://example.com/', 'https alone'],
    ['http://8.8.8.8/', 'https alone'],
    ['https://me@example.com/', 'name or a password'],
    ['https://:secret@example.com/', 'name or a password'],
    ['https://[fe80::1%25eth0]/', 'no URL'],
    ['https://256.0.0.1/', 'no URL'],
    ['//example.com', 'no URL'],
    ['', 'no URL'],
  ])('%s is refused', (url, told) => {
    expect(() => checkUrl(url, {})).toThrow(
      expect.objectContaining({code: 'url-refused', message: expect.stringContaining(told)}),
    )
    if (url.includes('secret')) expect(() => checkUrl(url, {})).not.toThrow(/secret/)
  })

  it('may name a host inside that the operator allows, at that port alone', () => {
    const allow = ['127.0.0.1:9000', '[::1]:9000', 'desk.intern:443', '10.0.0.5:443']
    for (const url of [
      'http://127.0.0.1:9000/x',
      'http://2130706433:9000/x',
      'https://[::1]:9000/',
      'https://desk.intern/',
      'https://10.0.0.5/',
    ]) {
      expect(checkUrl(url, {allow}).href).not.toBe('')
    }
    for (const url of [
      'http://127.0.0.1:9001/',
      'http://127.0.0.1/',
      'http://desk.intern/',
      'https://10.0.0.5:8443/',
      'https://[::ffff:127.0.0.1]:9000/',
    ]) {
      expect(() => checkUrl(url, {allow})).toThrow(/https alone|no address of the open internet/)
    }
  })
})

describe('a redirect', () => {
  const from = new URL('https://hook.example/a')

  it('stays on its host, and may go from http to https', () => {
    expect(checkRedirect(from, '/b?c', {}).href).toBe('https://hook.example/b?c')
    expect(checkRedirect(from, 'https://hook.example:8443/', {}).port).toBe('8443')
    const allow = ['hook.example:80']
    const plain = new URL('http://hook.example/')
    expect(checkRedirect(plain, 'https://hook.example/', {allow}).protocol).toBe('https:')
  })

  it.each([
    ['http://hook.example/', 'redirect-refused', 'from https to http'],
    ['https://other.example/', 'redirect-refused', 'redirects to other.example'],
    ['https://hook.example.evil.example/', 'redirect-refused', 'redirects to'],
    ['//other.example/', 'redirect-refused', 'redirects to other.example'],
    ['https://localhost/', 'redirect-refused', 'redirects to localhost'],
    ['https://127.0.0.1/', 'address-refused', 'no address of the open internet'],
    ['https://[::ffff:7f00:1]/', 'address-refused', 'no address of the open internet'],
    ['https://me:pw@hook.example/', 'url-refused', 'name or a password'],
    ['file:///etc/passwd', 'url-refused', 'only https'],
    ['https://256.256.256.256/', 'redirect-refused', 'no URL'],
  ])('to %s is refused', (target, code, told) => {
    // The host may be called by plain http, and still is not after https.
    const rules = {allow: ['hook.example:80']}
    expect(() => checkRedirect(from, target, rules)).toThrow(
      expect.objectContaining({code, message: expect.stringContaining(told)}),
    )
  })
})
