import {expect, it} from 'vitest'

import {schemaDigest} from '#schemas'

it('gives the same digest each time', async () => {
  expect(await schemaDigest()).toBe(await schemaDigest())
})

it('changes only when the content model does', async () => {
  // Editions name this digest. A change here is right after a change of a field, a rule or a class.
  expect(await schemaDigest()).toMatchInlineSnapshot(
    `"ce026837ec8d461abd3a509b6ab833bca10ce2728bf4db0a1738dc9bd004776b"`,
  )
})
