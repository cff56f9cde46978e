import {expect, it} from 'vitest'

import {sha256Hex} from '#schemas'

it('hashes bytes and text alike', async () => {
  const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(await sha256Hex('abc')).toBe(digest)
  expect(await sha256Hex(new TextEncoder().encode('abc'))).toBe(digest)
})

it('hashes only the bytes of a view', async () => {
  const bytes = new TextEncoder().encode('xabcx').subarray(1, 4)
  expect(await sha256Hex(bytes)).toBe(await sha256Hex('abc'))
})
