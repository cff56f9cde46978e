import {expect, it} from 'vitest'

import {schemaDigest} from '#schemas'

it('gives the same digest each time', async () => {
  expect(await schemaDigest()).toBe(await schemaDigest())
})

it('changes only when the content model does', async () => {
  // Editions name this digest. A change here is right after a change of a field, a rule or a class.
  expect(await schemaDigest()).toMatchInlineSnapshot(
    `"bf590aaa7e127c7ca5455f6e514066b3b766f4aa5aea1f5d88e6015bf281888b"`,
  )
})
